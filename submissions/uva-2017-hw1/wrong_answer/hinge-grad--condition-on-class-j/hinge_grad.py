"""Sums over the other classes but reads the condition as printed, on p_j."""

import numpy as np


def hinge_grad(o, y, C):
    p = np.exp(o - o.max())
    p = p / p.sum()
    K = len(o)
    g = np.zeros(K)
    for j in range(K):
        if j == y or p[y] - p[j] > C:
            continue
        for k in range(K):
            if k != y:
                g[j] += p[j] * ((j == k) - (j == y) - p[k] + p[y])
    return g
