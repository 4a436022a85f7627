"""Algorithm 1 with its backward line as printed: w[k]."""

import numpy as np


def sigmoid(u):
    return 1 / (1 + np.exp(-u))


def chain_train(x, y, w0, acts, alpha, MaxIter):
    w = list(w0)
    l, m = len(w), len(x)
    for _ in range(MaxIter):
        h = [x]
        for k in range(l):
            u = h[k] * w[k]
            h.append(np.tanh(u) if acts[k] == "tanh" else sigmoid(u))
        d = [1 - h[k + 1] ** 2 if acts[k] == "tanh" else h[k + 1] * (1 - h[k + 1]) for k in range(l)]
        g = [None] * l
        g[-1] = d[-1] * (h[-1] - y) / m
        for k in range(l - 2, -1, -1):
            g[k] = d[k] * g[k + 1] * w[k]
        w = [w[k] - alpha * np.dot(h[k], g[k]) for k in range(l)]
    return np.array(w)
