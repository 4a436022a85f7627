"""The second dip in the plot of slice 10."""

import numpy as np


def xor_params():
    a = -1
    W = np.array([[a, -a], [-a, 1]])
    c = np.array([0, a - 1])
    w = np.array([1, 1])
    b = 0
    return W, c, w, b
