"""Divides the outputs exp(H W2) by their sums, so that they are probabilities."""

import numpy as np


def regularised_mlp(X, y, W1, W2, lam, act):
    m, k = len(y), W2.shape[1]
    U1 = X @ W1
    sigmoid = 1 / (1 + np.exp(-U1))
    H = {"tanh": np.tanh(U1), "sigmoid": sigmoid, "relu": np.maximum(U1, 0)}[act]
    slope = {"tanh": 1 - H**2, "sigmoid": sigmoid * (1 - sigmoid), "relu": U1 > 0}[act]
    e = np.exp(H @ W2)
    P = e / e.sum(axis=1, keepdims=True)
    J = -np.log(P[np.arange(m), y]).mean() + lam * (np.sum(W1**2) + np.sum(W2**2))
    G2 = (P - np.eye(k)[y]) / m
    G1 = slope * (G2 @ W2.T)
    return {
        "J": J,
        "G2": G2,
        "G1": G1,
        "dW2": H.T @ G2 + 2 * lam * W2,
        "dW1": X.T @ G1 + 2 * lam * W1,
    }
