"""The answer, and a file of notes that is no program."""

import numpy as np


def xor_params():
    W = np.array([[1.0, -1.0], [-1.0, 1.0]])
    c = np.zeros(2)
    w = np.ones(2)
    b = 0.0
    return W, c, w, b
