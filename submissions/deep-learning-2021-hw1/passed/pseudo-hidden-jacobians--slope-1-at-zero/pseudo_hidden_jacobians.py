"""Lets the relu have the derivative 1 at 0, which the document leaves open."""

import numpy as np


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x = X[:, 0]
    h1 = 1 / (1 + np.exp(-(W1 @ x + b1)))
    slope2 = np.array([0.0 if s < 0 else 1.0 for s in W2 @ x + b2])
    return {"dh1_dx": ((h1 - h1 * h1) * W1.T).T, "dh2_dx": (slope2 * W2.T).T}
