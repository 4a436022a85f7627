"""np.matrix for the weights; the vectors are flat."""

import numpy as np


def xor_params():
    W = np.matrix("1 1; 1 1")
    c = np.matrix("0 -1").A1
    w = np.matrix("1; -2").A1
    return W, c, w, 0
