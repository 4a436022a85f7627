"""The hint of the document term by term: the sum over j of dl/du_j times du_j/dh_k, which is w_jk."""

import numpy as np


def dl_dh(x, t, V, a, W, b):
    h = 1 / (1 + np.exp(-(V @ x + a)))
    u = W @ h + b
    p = np.exp(u) / np.exp(u).sum()
    dh = np.zeros(len(h))
    for k in range(len(h)):
        for j in range(len(u)):
            dl_du_j = 1 - p[j] if j == t else -p[j]
            du_j_dh_k = W[j, k]
            dh[k] += dl_du_j * du_j_dh_k
    return dh
