import numpy as np


def layer(W, x, b):
    return 0.5 * (1 + np.tanh(0.5 * (np.dot(W, x) + b)))


def siamese(x1, x2, W, b, lam):
    h1, h2 = layer(W, x1, b), layer(W, x2, b)
    d = h1 - h2
    J = 0.5 * np.dot(d, d) + 0.5 * lam * np.trace(W.T @ W)
    return {"h1": h1, "h2": h2, "J": float(J)}
