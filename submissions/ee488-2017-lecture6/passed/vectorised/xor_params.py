"""The first minimum, checked on all four points at once before it is returned."""

import numpy as np


def xor_params():
    W = np.ones((2, 2))
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = 0.0
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.maximum(0, X @ W + c) @ w + b
    assert np.array_equal(y, [0, 1, 1, 0])
    return W, c, w, b
