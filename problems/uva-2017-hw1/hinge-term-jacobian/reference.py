"""Derivative of p_k - p_y by the logits; UvA homework 1 (2017), exercise 3. One sample."""

import numpy as np


def p(o):
    weights = np.exp(o - o.max())
    return weights / weights.sum()


def differences(p, y):
    return p - p[y]


def deltas(o, y):
    """Entry (k, j) is 1 where j = k, less 1 where j = y."""
    identity = np.eye(len(o))
    return identity - identity[y]


def M(p, deltas, differences):
    return p * (deltas - differences[:, None])
