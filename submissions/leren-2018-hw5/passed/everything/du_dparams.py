"""Zeros, and the diagonal blocks filled in."""

import numpy as np


def du_dparams(x, W, b):
    C, D = W.shape
    du_dW = np.zeros((C, C, D))
    du_db = np.zeros((C, C))
    for j in range(C):
        du_dW[j, j] = x
        du_db[j, j] = 1
    return {"du_dW": du_dW, "du_db": du_db}
