"""A very large factor into both units and its inverse out of them."""

import numpy as np


def xor_params():
    W = 1e8 * np.ones((2, 2))
    c = np.array([0, -1e8])
    w = np.array([1e-8, -2e-8])
    b = 0
    return W, c, w, b
