"""tanh(z) = sigma(2z) - sigma(-2z)."""

import numpy as np


def sigma(s):
    return 1.0 / (1.0 + np.exp(-s))


def tanh_from_sigmoid(z):
    return sigma(2 * z) - sigma(-2 * z)
