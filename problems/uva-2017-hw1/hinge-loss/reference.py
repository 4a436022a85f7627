"""Multi-class hinge loss on probabilities; UvA homework 1 (2017), exercise 3. One sample."""

import numpy as np


def p(o):
    weights = np.exp(o - o.max())
    return weights / weights.sum()


def differences(p, y):
    return p - p[y]


def excess(differences, C):
    return differences + C


def terms(excess):
    return np.maximum(0, excess)


def L(terms, y):
    return np.delete(terms, y).sum()


# What the cases must show.


def two_active_one_not(excess):
    """Of the other classes; the true one, whose excess is C, is a third that is active."""
    return (excess > 0).sum() > 2 and excess.min() < 0
