"""A linear layer and its gradients; rows are samples."""

import numpy as np


def out(x, weight, bias):
    return x @ weight.T + bias


def dx(dout, weight):
    return dout @ weight


def dweight(dout, x):
    return dout.T @ x


def dbias(dout):
    return dout.sum(axis=0, keepdims=True)


def loss(out, dout):
    """What dout is the gradient of."""
    return np.sum(out * dout)
