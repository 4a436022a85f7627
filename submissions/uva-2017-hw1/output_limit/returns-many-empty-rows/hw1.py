"""An array without a number in it, which would be ten thousand million lists."""

import numpy as np


def worked_example(X, W1, W2, y):
    return {"S1": np.zeros((99_999, 99_999, 0))}
