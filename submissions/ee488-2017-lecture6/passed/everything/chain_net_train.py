"""Forward-mode: the derivative of every h by every weight is carried along, no backward pass."""

import numpy as np


def chain_train(x, y, w0, acts, alpha, MaxIter):
    w = np.array(w0)
    l, m = len(w), len(x)
    for _ in range(MaxIter):
        h, dh = x, np.zeros((l, m))  # dh[k] = dh/dw_k
        for k, name in enumerate(acts):
            du = dh * w[k]
            du[k] += h
            h = np.tanh(h * w[k]) if name == "tanh" else 1 / (1 + np.exp(-h * w[k]))
            dh = du * (1 - h**2 if name == "tanh" else h - h**2)
        w = w - alpha * (dh @ (h - y)) / m
    return w
