"""Updates W2 as soon as its gradient is there, and goes on with the new one."""

import numpy as np


def sgd_step(X, W1, W2, y, lr):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(0, S1)
    D_out = (W2 @ Z1 - y) / N
    W2 = W2 - lr * D_out @ Z1.T
    D1 = (W2.T @ D_out) * (S1 > 0)
    W1 = W1 - lr * D1 @ X.T
    Y = W2 @ np.maximum(0, W1 @ X)
    return {"W1n": W1, "W2n": W2, "Ln": np.sum((Y - y) ** 2) / (2 * N)}
