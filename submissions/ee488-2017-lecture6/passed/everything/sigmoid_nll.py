"""Flips the sign of the logits with label 0 first: then every example wants a large one."""

import numpy as np


def sigmoid_nll(z, y):
    sign = np.where(y == 1, 1.0, -1.0)
    margin = sign * z
    small = np.exp(-np.abs(margin))
    L = np.sum(np.maximum(0, -margin) + np.log1p(small))
    wrong = np.where(margin >= 0, small, 1) / (1 + small)  # probability of the other label
    return dict(L=L, dz=-sign * wrong)
