"""The row of the true class minus the expected row."""

import numpy as np


def dl_dh(x, t, V, a, W, b):
    h = 1 / (1 + np.exp(-V @ x - a))
    e = np.exp(W @ h + b)
    return W[t] - np.average(W, axis=0, weights=e)
