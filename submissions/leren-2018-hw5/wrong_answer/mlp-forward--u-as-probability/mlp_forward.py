"""The u_j are unnormalised probabilities, says the document: so they are divided by their sum."""

import numpy as np


def mlp_forward(x, t, V, a, W, b):
    s = V @ x + a
    h = 1 / (1 + np.exp(-s))
    u = W @ h + b
    p = u / u.sum()
    return {"s": s, "h": h, "u": u, "p": p, "l": np.log(p[t])}
