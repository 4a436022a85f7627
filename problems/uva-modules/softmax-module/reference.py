"""Softmax of each row, and the product with its Jacobian."""

import numpy as np


def out(x):
    return np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))


def dx(dout, out):
    return out * (dout - np.sum(dout * out, axis=1, keepdims=True))


def loss(out, dout):
    """What dout is the gradient of."""
    return np.sum(out * dout)
