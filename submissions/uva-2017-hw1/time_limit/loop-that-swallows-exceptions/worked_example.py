"""Tries again whatever happens."""

import numpy as np


def worked_example(X, W1, W2, y):
    while True:
        try:
            S1 = np.matmul(W1, X.T)  # does not fit, ever
            return S1
        except BaseException:
            pass
