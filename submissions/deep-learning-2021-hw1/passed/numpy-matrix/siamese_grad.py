"""Column vectors and * for the matrix product; only db is made flat at the end."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    x1, x2, b = np.asmatrix(x1).T, np.asmatrix(x2).T, np.asmatrix(b).T
    W = np.asmatrix(W)
    h1 = 1 / (1 + np.exp(-(W * x1 + b)))
    h2 = 1 / (1 + np.exp(-(W * x2 + b)))
    e = h1 - h2
    d1 = np.multiply(e, np.multiply(h1, 1 - h1))
    d2 = np.multiply(e, np.multiply(h2, 1 - h2))
    return {"dW": d1 * x1.T - d2 * x2.T + lam * W, "db": (d1 - d2).A1}
