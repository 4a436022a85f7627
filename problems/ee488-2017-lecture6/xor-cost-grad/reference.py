"""Gradient of the mean squared error of the XOR network; EE488 lecture 6 (2017), XOR example."""

import numpy as np

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


def A(W, c):
    return POINTS @ W + c


def H(A):
    return np.maximum(A, 0)


def y(H, w, b):
    return H @ w + b


def J(y):
    return ((y - TARGETS) ** 2).mean()


def r(y):
    return (y - TARGETS) / 2


def D(r, w, A):
    return np.outer(r, w) * (A > 0)


def dW(D):
    return POINTS.T @ D


def dc(D):
    return D.sum(axis=0)


def dw(H, r):
    return H.T @ r


def db(r):
    return r.sum()


# What the cases must show.


def every_unit_active(A):
    """Each hidden unit is active for some point."""
    return (A > 0).any(axis=0)
