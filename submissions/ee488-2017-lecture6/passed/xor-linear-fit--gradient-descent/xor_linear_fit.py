"""Steps downhill with momentum end near the best weights, not at them: 0 comes out as 1e-11."""

import numpy as np


def affine_least_squares(X, y):
    mean = X.mean(0)
    centred = X - mean
    w, step = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    w += 0.1  # any start
    largest = np.linalg.norm(centred, 2) ** 2
    for _ in range(2000):
        gradient = centred.T @ (centred @ w - (y - y.mean()))
        if np.abs(gradient).max() < 1e-10:
            break
        step = 0.9 * step - gradient / largest
        w = w + step
    b = y.mean() - mean @ w
    return {"w": w, "b": b, "J": np.mean((X @ w + b - y) ** 2)}
