"""ds_k/da_k, which is the left-hand side of the second equation of exercise 2 (e)."""

import numpy as np


def mlp_hidden_grad(x, t, V, a, W, b):
    h = 1 / (1 + np.exp(-(V @ x + a)))
    p = np.exp(W @ h + b)
    r = (np.arange(len(b)) == t) - p / p.sum()
    return {"dV": np.outer(r @ W * h * (1 - h), x), "da": np.ones(len(a))}
