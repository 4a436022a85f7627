"""The tuple in another order: output weights before hidden biases."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = 0.0
    return W, w, c, b
