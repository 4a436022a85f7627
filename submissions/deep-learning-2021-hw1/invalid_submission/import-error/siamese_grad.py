"""Imports a name that the library does not have."""

from numpy import sigmoid_derivative
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def siamese_grad(x1, x2, W, b, lam):
    h1 = sigmoid(W @ x1 + b)
    h2 = sigmoid(W @ x2 + b)
    e = h1 - h2
    s1 = sigmoid_derivative(W @ x1 + b)
    s2 = h2 * (1 - h2)
    dW = np.outer(e * s1, x1) - np.outer(e * s2, x2) + lam * W
    db = e * (s1 - s2)
    return {"dW": dW, "db": db}
