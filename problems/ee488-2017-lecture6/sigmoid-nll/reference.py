"""Negative log-likelihood of sigmoid units and its gradient; EE488 lecture 6 (2017), sigmoid units."""

import numpy as np


def p(z):
    return np.exp(-np.logaddexp(0, -z))


def losses(z, y):
    return np.logaddexp(0, (1 - 2 * y) * z)


def L(losses):
    return losses.sum()


def dz(p, y):
    return p - y


# What the cases must show.


def both_labels(y):
    return 0 < y.sum() < len(y)
