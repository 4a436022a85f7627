"""Equation 34 line by line: W is assigned first, and the gradient of b is computed with it."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def siamese_step(x1, x2, W, b, lam, alpha):
    h1, h2 = sigmoid(W @ x1 + b), sigmoid(W @ x2 + b)
    e = h1 - h2
    W = W - alpha * (np.outer(e * h1 * (1 - h1), x1) - np.outer(e * h2 * (1 - h2), x2) + lam * W)
    h1, h2 = sigmoid(W @ x1 + b), sigmoid(W @ x2 + b)
    b = b - alpha * (h1 - h2) * (h1 * (1 - h1) - h2 * (1 - h2))
    return {"W_new": W, "b_new": b}
