"""Averages over the examples, as the slides before do."""

import numpy as np


def sigmoid_nll(z, y):
    m = len(y)
    s = np.exp(-np.logaddexp(0, -z))
    L = np.logaddexp(0, np.where(y == 1, -z, z)).sum() / m
    return {"L": L, "dz": (s - y) / m}
