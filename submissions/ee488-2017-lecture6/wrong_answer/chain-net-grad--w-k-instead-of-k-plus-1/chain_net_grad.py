"""The backward line of algorithm 1, letter by letter: w[k]."""

import numpy as np

phi = {
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "relu": lambda u: np.maximum(0, u),
}
dphi = {
    "tanh": lambda u: 1 / np.cosh(u) ** 2,
    "sigmoid": lambda u: phi["sigmoid"](u) * phi["sigmoid"](-u),
    "relu": lambda u: 1.0 * (u > 0),
}


def chain_grad(x, y, w, acts):
    l, m = len(w), len(x)
    h, u = [x], []
    for k in range(l):
        u.append(h[k] * w[k])
        h.append(phi[acts[k]](u[k]))
    g = [None] * l
    g[l - 1] = dphi[acts[l - 1]](u[l - 1]) * (h[l] - y) / m
    for k in range(l - 2, -1, -1):
        g[k] = dphi[acts[k]](u[k]) * g[k + 1] * w[k]
    dw = [h[k] @ g[k] for k in range(l)]
    return {"g": np.array(g), "dw": np.array(dw)}
