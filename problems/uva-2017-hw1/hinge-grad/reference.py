"""Gradient of the hinge loss on probabilities; UvA homework 1 (2017), exercise 3. One sample."""

import numpy as np


def p(o):
    weights = np.exp(o - o.max())
    return weights / weights.sum()


def differences(p, y):
    return p - p[y]


def excess(differences, C):
    return differences + C


def L(excess, y):
    return np.maximum(0, np.delete(excess, y)).sum()


def others(o, y):
    return np.arange(len(o)) != y


def active(others, excess):
    return others * (excess > 0)


def deltas(o, y):
    """Entry (k, j) is 1 where j = k, less 1 where j = y."""
    identity = np.eye(len(o))
    return identity - identity[y]


def M(p, deltas, differences):
    return p * (deltas - differences[:, None])


def g(active, M):
    return active @ M


# What the cases must show.


def two_active_one_not(excess):
    """Of the other classes; the true one, whose excess is C, is a third that is active."""
    return (excess > 0).sum() > 2 and excess.min() < 0
