"""The two branches as the document writes them, with equality in the active one."""

import numpy as np


def hinge_grad(o, y, C):
    e = np.exp(o - o.max())
    p = e / e.sum()
    g = np.zeros(len(o))
    for j in range(len(o)):
        for k in range(len(o)):
            if k != y and p[y] - p[k] <= C:
                g[j] += p[j] * ((j == k) - (j == y) - p[k] + p[y])
    return g
