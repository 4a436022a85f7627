"""Forgets the chain rule through the sigmoid."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    h1 = 1 / (1 + np.exp(-(W @ x1 + b)))
    h2 = 1 / (1 + np.exp(-(W @ x2 + b)))
    e = h1 - h2
    # x1 comes in through the first branch, x2 through the second
    dW = np.outer(e, x1 - x2) + lam * W
    # the bias is in both, so it drops out
    db = e - e
    return {"dW": dW, "db": db}
