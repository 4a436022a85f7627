"""A network of linear layers, with ELUs between them, and a softmax at its end, and the gradients of its parameters."""

import numpy as np


def s1(x, W1, b1):
    return x @ W1.T + b1


def h1(s1):
    return np.where(s1 > 0, s1, np.expm1(s1))


def s2(h1, W2, b2):
    return h1 @ W2.T + b2


def h2(s2):
    return np.where(s2 > 0, s2, np.expm1(s2))


def s3(h2, W3, b3):
    return h2 @ W3.T + b3


def out(s3):
    return np.exp(s3 - np.logaddexp.reduce(s3, axis=1, keepdims=True))


def ds3(dout, out):
    return out * (dout - np.sum(dout * out, axis=1, keepdims=True))


def dW3(ds3, h2):
    return ds3.T @ h2


def db3(ds3):
    return ds3.sum(axis=0, keepdims=True)


def ds2(ds3, W3, s2):
    return ds3 @ W3 * np.exp(np.minimum(s2, 0))


def dW2(ds2, h1):
    return ds2.T @ h1


def db2(ds2):
    return ds2.sum(axis=0, keepdims=True)


def ds1(ds2, W2, s1):
    return ds2 @ W2 * np.exp(np.minimum(s1, 0))


def dW1(ds1, x):
    return ds1.T @ x


def db1(ds1):
    return ds1.sum(axis=0, keepdims=True)


def loss(out, dout):
    """What dout is the gradient of."""
    return np.sum(out * dout)
