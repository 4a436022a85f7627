"""Two exponential linear units that know nothing of each other."""

import numpy as np


def out1(x1):
    return np.where(x1 > 0, x1, np.expm1(x1))


def out2(x2):
    return np.where(x2 > 0, x2, np.expm1(x2))


def dx2(dout2, x2):
    return dout2 * np.exp(np.minimum(x2, 0))


def dx1(dout1, x1):
    return dout1 * np.exp(np.minimum(x1, 0))


def loss(out1, out2, dout1, dout2):
    """What dout1 and dout2 are gradients of."""
    return np.sum(out1 * dout1) + np.sum(out2 * dout2)
