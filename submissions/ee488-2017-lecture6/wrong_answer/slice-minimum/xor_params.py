"""Reads the weights off the second dip of slice 10."""

import numpy as np


def xor_params():
    W = np.array([[-1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -2.0])
    w = np.ones(2)
    b = 0.0
    return W, c, w, b
