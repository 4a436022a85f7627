"""The perceptron: 1 where w.x + b > 0, else 0; EE488 lecture 6 (2017)."""

import numpy as np


def u(X, w, b):
    return X @ w + b


def y(u):
    return np.maximum(np.sign(u), 0)


# What the cases must show.


def both_outputs(y):
    return y.min() < y.max()


def bias_decides(X, w, u):
    """Some example falls on the other side without the bias."""
    return np.any((X @ w > 0) != (u > 0))


def positive_below_half(u):
    """Some output is 1 although u is small, so that another threshold than 0 shows."""
    return np.any((u > 0) & (u < 0.5))
