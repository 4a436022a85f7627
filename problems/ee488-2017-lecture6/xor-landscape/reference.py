"""The cost of the XOR network along ten lines through minimum 2; EE488 lecture 6 (2017), XOR example."""

import numpy as np

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


def theta(k, a):
    """W11, W12, W21, W22, c1, c2, w1, w2, b."""
    if k == 10:
        return np.array([a, -a, -a, 1, 0, a - 1, 1, 1, 0])
    values = np.array([1.0, -1.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
    values[k - 1] = a
    return values


def A(theta):
    return POINTS @ theta[:4].reshape([2, 2]) + theta[4:6]


def H(A):
    return np.maximum(A, 0)


def y(H, theta):
    return H @ theta[6:8] + theta[8]


def J(y):
    return ((TARGETS - y) ** 2).mean()
