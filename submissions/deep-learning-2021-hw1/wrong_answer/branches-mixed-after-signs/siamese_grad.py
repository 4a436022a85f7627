"""Adds the errors of the branches, with their signs, and multiplies with the difference of the inputs."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    h1, h2 = (1 / (1 + np.exp(-(W @ x + b))) for x in (x1, x2))
    d1 = (h1 - h2) * h1 * (1 - h1)
    d2 = (h2 - h1) * h2 * (1 - h2)
    return np.outer(d1 + d2, x1 - x2) + lam * W, d1 + d2
