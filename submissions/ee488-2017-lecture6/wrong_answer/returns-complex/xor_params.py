"""Roots of a polynomial, which are complex to numpy."""

import numpy as np


def xor_params():
    W = np.ones((2, 2))
    c = np.roots([1, 1, 0]).astype(complex)[::-1]
    w = np.array([1.0, -2.0])
    b = 0.0
    return W, c, w, b
