"""Gradient descent on the squared error, started near the second minimum."""

import numpy as np


def xor_params():
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    t = np.array([0.0, 1.0, 1.0, 0.0])
    W = np.array([[0.9, -1.1], [-1.1, 0.9]])
    c, w, b = np.zeros(2), np.array([0.8, 0.8]), 0.0
    for _ in range(3000):
        S = X @ W + c
        H = np.maximum(S, 0)
        e = (H @ w + b - t) / 4
        D = np.outer(e, w) * (S > 0)
        w, b = w - 0.5 * H.T @ e, b - 0.5 * e.sum()
        W, c = W - 0.5 * X.T @ D, c - 0.5 * D.sum(axis=0)
    return W, c, w, b
