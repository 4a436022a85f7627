"""Single precision, and numbers that it cannot hold exactly."""

import numpy as np


def xor_params():
    third = np.float32(1) / np.float32(3)
    W = np.array([[1, third], [1, third]], dtype=np.float32)
    c = np.array([0, -third], dtype=np.float32)
    w = np.array([1, -6], dtype=np.float32)
    return W, c, w, np.float32(0)
