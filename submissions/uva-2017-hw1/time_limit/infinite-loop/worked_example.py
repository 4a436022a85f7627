"""Gradient descent with a step of 0 until the loss is small."""

import numpy as np


def worked_example(X, W1, W2, y):
    loss = 1.0
    step = 0
    while loss > 1e-9:
        Z1 = np.maximum(W1 @ X, 0)
        D = (W2 @ Z1 - y) / X.shape[1]
        W2 = W2 - step * D @ Z1.T
        loss = (D**2).sum()
    return W2
