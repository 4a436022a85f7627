"""One number after the other, as the document prints it: dl/dw_jk is (1 or 0, minus p_j) times h_k."""

import math

import numpy as np


def mlp_output_grad(x, t, V, a, W, b):
    C, K = W.shape
    h = [1 / (1 + math.exp(-(V[k] @ x + a[k]))) for k in range(K)]
    scores = [math.exp(sum(W[j, k] * h[k] for k in range(K)) + b[j]) for j in range(C)]
    dW, db = np.empty((C, K)), np.empty(C)
    for j in range(C):
        db[j] = (1 if j == t else 0) - scores[j] / sum(scores)
        for k in range(K):
            dW[j, k] = db[j] * h[k]
    return {"dW": dW, "db": db}
