"""The best straight line: the same for every point."""

import numpy as np


def xor_params():
    W = np.zeros((2, 2))
    c = np.zeros(2)
    w = np.zeros(2)
    b = 0.5
    return W, c, w, b
