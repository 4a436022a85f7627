"""The signals are called q, as in one line of the example."""

import numpy as np


def phi(name, u):
    return {"tanh": np.tanh, "sigmoid": lambda u: 1 / (1 + np.exp(-u)), "relu": lambda u: u * (u > 0)}[name](u)


def slope(name, u):
    return {
        "tanh": lambda u: 1 - np.tanh(u) ** 2,
        "sigmoid": lambda u: phi("sigmoid", u) * (1 - phi("sigmoid", u)),
        "relu": lambda u: 1.0 * (u > 0),
    }[name](u)


def chain_grad(x, y, w, acts):
    hs, us = [x], []
    for w_k, act in zip(w, acts):
        us.append(hs[-1] * w_k)
        hs.append(phi(act, us[-1]))
    q = [slope(acts[-1], us[-1]) * (hs[-1] - y) / len(y)]
    for k in range(len(w) - 1, 0, -1):
        q = [slope(acts[k - 1], us[k - 1]) * w[k] * q[0], *q]
    return {"g": q, "dw": [float(h @ q_k) for h, q_k in zip(hs, q)]}
