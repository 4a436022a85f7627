"""Centres X and scales W1 in place, and puts only X back."""

import numpy as np


def worked_example(X, W1, W2, y):
    W1 *= 2.0
    W1 /= 4.0
    W1 *= 2.0
    X -= 1.0
    X += 1.0
    y += 1
    y -= 1
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(0, S1)
    Y = W2 @ Z1
    L = np.sum((Y - y) ** 2) / (2 * N)
    D_out = (Y - y) / N
    D1 = (W2.T @ D_out) * (S1 > 0)
    dW2 = D_out @ Z1.T
    dW1 = D1 @ X.T
    W1 *= 0.5
    W2 *= 0.5
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
