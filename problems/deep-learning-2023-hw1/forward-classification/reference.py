"""A two-layer classification network for one sample; Deep Learning homework 1 (2023), 1.1.2 (a)."""

import numpy as np


def s1(W1, x, b1):
    return W1 @ x + b1


def a1(s1):
    return np.tanh(s1)


def s2(W2, a1, b2):
    return W2 @ a1 + b2


def yt(s2):
    return 1 / (1 + np.exp(-s2))


def C(yt, y):
    return ((yt - y) ** 2).sum()
