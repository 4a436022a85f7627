"""Off by a hundred thousandth, which is ten times what is allowed."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = 1e-5
    return W, c, w, b
