"""One-hot codes for a million classes."""

import numpy as np


def worked_example(X, W1, W2, y):
    codes = np.eye(1_000_000)
    return codes[: X.shape[0]]
