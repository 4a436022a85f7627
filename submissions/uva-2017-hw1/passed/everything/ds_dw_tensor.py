import numpy as np


def dS_dW(W3, Z2):
    d3, d2 = W3.shape
    N = Z2.shape[1]
    # S3[k, n] = sum_j W3[k, j] Z2[j, n]: only row k of W3 matters
    T = np.zeros((d3, N, d3, d2))
    for k in range(d3):
        for n in range(N):
            for j in range(d2):
                T[k, n, k, j] = Z2[j, n]
    return T
