"""A matrix stored column by column, and views into one long vector."""

import numpy as np


def xor_params():
    theta = np.array([1.0, -5.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
    return theta[:4].reshape((2, 2), order="F"), theta[4:6], theta[6:8], theta[8]
