"""The softmax of two logits is a sigmoid of their difference; EE488 lecture 6 (2017), softmax units."""

import numpy as np


def d(z1, z2):
    return z1 - z2


def p1(d):
    return np.exp(-np.logaddexp(0, -d))


def p2(d):
    return np.exp(-np.logaddexp(0, d))
