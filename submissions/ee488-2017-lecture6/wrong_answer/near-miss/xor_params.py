"""The first minimum as gradient descent left it: off by a ten thousandth."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0001, -2.0])
    b = 0.0
    return W, c, w, b
