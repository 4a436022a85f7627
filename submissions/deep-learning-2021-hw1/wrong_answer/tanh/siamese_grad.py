"""tanh in place of the sigmoid."""

import numpy as np


def sigmoid(z):
    return np.tanh(z)


def siamese_grad(x1, x2, W, b, lam):
    h1 = sigmoid(W @ x1 + b)
    h2 = sigmoid(W @ x2 + b)
    e = h1 - h2
    s1 = 1 - h1**2
    s2 = 1 - h2**2
    dW = np.outer(e * s1, x1) - np.outer(e * s2, x2) + lam * W
    db = e * (s1 - s2)
    return {"dW": dW, "db": db}
