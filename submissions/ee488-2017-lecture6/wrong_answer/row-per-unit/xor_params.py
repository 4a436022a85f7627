"""One row a unit: the transpose of a W that is right."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [-1.0, -1.0]])
    c = np.array([-1.0, 1.0])
    w = np.array([-1.0, -1.0])
    b = 1.0
    return W, c, w, b
