"""The exponential linear unit with alpha = 1, and its gradient."""

import numpy as np


def out(x):
    return np.where(x > 0, x, np.expm1(x))


def dx(dout, x):
    return dout * np.exp(np.minimum(x, 0))


def loss(out, dout):
    """What dout is the gradient of."""
    return np.sum(out * dout)
