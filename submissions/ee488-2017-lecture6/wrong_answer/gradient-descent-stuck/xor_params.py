"""Gradient descent from zero, where it cannot leave the saddle."""

import numpy as np


def xor_params():
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    t = np.array([0.0, 1.0, 1.0, 0.0])
    W, c, w, b = np.zeros((2, 2)), np.zeros(2), np.zeros(2), 0.0
    for _ in range(200):
        H = np.maximum(X @ W + c, 0)
        e = (H @ w + b - t) / 4
        w, b = w - 0.5 * H.T @ e, b - 0.5 * e.sum()
    return W, c, w, b
