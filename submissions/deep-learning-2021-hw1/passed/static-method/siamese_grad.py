"""The function is a method of a class that the file also offers under its own name."""

import numpy as np


class Siamese:
    @staticmethod
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    @classmethod
    def grad(cls, x1, x2, W, b, lam):
        h1, h2 = cls.sigmoid(W @ x1 + b), cls.sigmoid(W @ x2 + b)
        d1 = (h1 - h2) * h1 * (1 - h1)
        d2 = (h1 - h2) * h2 * (1 - h2)
        return {"dW": np.outer(d1, x1) - np.outer(d2, x2) + lam * W, "db": d1 - d2}


siamese_grad = Siamese.grad
