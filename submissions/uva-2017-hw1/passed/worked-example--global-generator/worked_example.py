"""Checks its loss on a few directions drawn from the global generator; the values do not hang on them."""

import numpy as np


def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(0, S1)
    Y = W2 @ Z1
    L = np.sum((Y - y) ** 2) / (2 * N)
    D_out = (Y - y) / N
    D1 = (W2.T @ D_out) * (S1 > 0)
    dW2 = D_out @ Z1.T
    dW1 = D1 @ X.T
    direction = np.random.randn(*W1.shape)
    step = 1e-6 * direction / np.linalg.norm(direction)
    moved = W2 @ np.maximum(0, (W1 + step) @ X)
    slope = np.sum((moved - y) ** 2) / (2 * N) - L - np.sum(dW1 * step)
    assert abs(slope) < 1e-3 * max(1, abs(L))
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
