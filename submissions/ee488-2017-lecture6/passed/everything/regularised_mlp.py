"""Sums over the examples with einsum; the labels only pick entries."""

import numpy as np


def regularised_mlp(X, y, W1, W2, lam, act):
    m = len(y)
    U1 = np.einsum("ij,jk->ik", X, W1)
    if act == "tanh":
        H = np.tanh(U1)
        slope = 1 - H**2
    elif act == "sigmoid":
        H = 1 / (1 + np.exp(-U1))
        slope = H * (1 - H)
    else:
        H = np.where(U1 > 0, U1, 0)
        slope = np.where(U1 > 0, 1, 0)
    J = -sum(H[i] @ W2[:, y[i]] for i in range(m)) / m
    J += lam * (np.sum(W1**2) + np.sum(W2**2))
    G2 = np.zeros((m, W2.shape[1]))
    G2[np.arange(m), y] = -1 / m
    G1 = -W2[:, y].T * slope / m
    dW2 = np.einsum("ij,ik->jk", H, G2) + 2 * lam * W2
    dW1 = np.einsum("ij,ik->jk", X, G1) + 2 * lam * W1
    return {"J": J, "G2": G2, "G1": G1, "dW2": dW2, "dW1": dW1}
