"""The printed sum over j: each component keeps its own term."""

import numpy as np


def hinge_grad(o, y, C):
    p = np.exp(o - o.max())
    p = p / p.sum()
    g = np.zeros(len(o))
    for j in range(len(o)):
        if j != y and p[y] - p[j] <= C:
            g[j] = p[j] * (1 - p[j] + p[y])
    return g
