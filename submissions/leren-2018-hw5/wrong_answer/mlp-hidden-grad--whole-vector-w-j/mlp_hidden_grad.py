"""The sum over the classes with all of w_j, as exercise 2 (e) prints it."""

import numpy as np


def mlp_hidden_grad(x, t, V, a, W, b):
    h = 1 / (1 + np.exp(-(V @ x + a)))
    p = np.exp(W @ h + b)
    p /= p.sum()
    total = 0
    for j, w_j in enumerate(W):
        total += ((j == t) - p[j]) * w_j.sum()
    da = total * h * (1 - h)
    return {"dV": np.outer(da, x), "da": da}
