"""Quotient rule by exp(o_j), as one line of the document has it."""

import numpy as np


def term_jacobian(o, y):
    e = np.exp(o - o.max())
    total = e.sum()
    scale = np.exp(o.max())
    K = len(o)
    M = np.zeros((K, K))
    for k in range(K):
        for j in range(K):
            # d/de_j of (e_k - e_y) / total
            M[k, j] = (((j == k) - (j == y)) * total - (e[k] - e[y])) / total**2 / scale
    return M
