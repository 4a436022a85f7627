# A comma too few between the rows.
import numpy as np


def xor_params():
    W = np.array([[1, 1] [1, 1]]
    return W, [0, -1], [1, -2], 0
