"""OR: 1 as soon as one input is 1."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -1.0])
    b = 0.0
    return W, c, w, b
