"""The output bias as a vector of one number."""

import numpy as np


def xor_params():
    W = np.ones((2, 2))
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = [0.0]
    return W, c, w, b
