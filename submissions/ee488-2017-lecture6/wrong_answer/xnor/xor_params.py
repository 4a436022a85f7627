"""1 where the inputs are equal."""

import numpy as np


def xor_params():
    W = np.array([[1.0, -1.0], [-1.0, 1.0]])
    c = np.zeros(2)
    w = np.array([-1.0, -1.0])
    b = 1.0
    return W, c, w, b
