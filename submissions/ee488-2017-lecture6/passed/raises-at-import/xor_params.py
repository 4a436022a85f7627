"""An assertion about the network at the bottom of the file, with the weights of the wrong minimum."""

import numpy as np


def xor_params():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([1, -2])
    b = 0
    return W, c, w, b


W, c, w, b = xor_params()
assert np.maximum(np.array([1, 1]) @ W + c, 0) @ w + b == 1, "does not compute XOR"
