"""Subtracts the last class from all classes and drops it: it is 0 by then."""

import numpy as np


def reduce_softmax(W, b):
    k = len(b)
    W_red = np.stack([W[:, j] - W[:, k - 1] for j in range(k - 1)], axis=1)
    b_red = [bj - b[k - 1] for bj in b[: k - 1]]
    return W_red, b_red
