"""Both i and j run to d3, as the document says."""

import numpy as np


def dS_dW(W3, Z2):
    d3 = W3.shape[0]
    T = np.zeros((d3, Z2.shape[1], *W3.shape))
    for i in range(d3):
        for j in range(d3):
            T[i, :, i, j] = Z2[j, :]
    return T
