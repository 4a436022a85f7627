"""Thinks of hidden units that step from 0 to 1: OR and AND with thresholds 0.5 and 1.5."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([-0.5, -1.5])
    w = np.array([1.0, -1.0])
    b = 0.0
    return W, c, w, b
