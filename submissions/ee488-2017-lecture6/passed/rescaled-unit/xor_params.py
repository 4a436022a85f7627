"""A relu lets a positive factor through: 4 times into the second unit, 1/4 out of it."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 4.0], [1.0, 4.0]])
    c = np.array([0.0, -4.0])
    w = np.array([1.0, -0.5])
    b = 0.0
    return W, c, w, b
