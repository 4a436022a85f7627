"""Mean squared error of the XOR network on its four points; EE488 lecture 6 (2017), XOR example."""

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
    return ((TARGETS - y) ** 2).sum() / 4


# What the cases must show.


def every_unit_active(A):
    """Each hidden unit is active for some point."""
    return (A > 0).any(axis=0)
