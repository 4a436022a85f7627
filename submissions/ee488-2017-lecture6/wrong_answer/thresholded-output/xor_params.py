"""Right only if the output were compared with 1/2 afterwards."""

import numpy as np


def xor_params():
    W = np.array([[2.0, 2.0], [2.0, 2.0]])
    c = np.array([0.0, -2.0])
    w = np.array([0.4, -0.9])
    b = 0.0
    return W, c, w, b
