"""One step of gradient descent for the regression network; Deep Learning homework 1 (2023), 1.1.1 (a)."""

import numpy as np

SLOPE = 5


def s1(W1, x, b1):
    return W1 @ x + b1


def a1(s1):
    return SLOPE * np.maximum(s1, 0)


def yt(W2, a1, b2):
    return W2 @ a1 + b2


def d2(yt, y):
    return 2 * (yt - y)


def d1(W2, d2, s1):
    return (W2.T @ d2) * SLOPE * (s1 > 0)


# The new parameters. They have the names of the old ones, which each of them takes.


def W1(W1, eta, d1, x):
    return W1 - eta * np.outer(d1, x)


def b1(b1, eta, d1):
    return b1 - eta * d1


def W2(W2, eta, d2, a1):
    return W2 - eta * np.outer(d2, a1)


def b2(b2, eta, d2):
    return b2 - eta * d2
