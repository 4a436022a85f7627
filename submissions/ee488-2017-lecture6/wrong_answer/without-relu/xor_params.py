"""Forgets the relu when checking: right for a network that has |.| in the hidden layer."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 0.0], [-1.0, 0.0]])
    c = np.zeros(2)
    w = np.array([1.0, 0.0])
    b = 0.0
    return W, c, w, b
