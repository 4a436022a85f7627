"""Starts and ends with zeros everywhere."""

import numpy as np


def xor_params():
    W = np.zeros((2, 2))
    c = np.zeros(2)
    w = np.zeros(2)
    b = 0.0
    return W, c, w, b
