"""Back-propagation with columns, step by step."""

import numpy as np


def softmax(z):
    z = np.exp(z - z.max())
    return z / z.sum()


def mlp_hidden_grad(x, t, V, a, W, b):
    x, a, b = x.reshape(-1, 1), a.reshape(-1, 1), b.reshape(-1, 1)
    h = 1 / (1 + np.exp(-(V @ x + a)))
    d_u = -softmax(W @ h + b)
    d_u[t] += 1
    d_s = np.matmul(W.T, d_u) * (h - h**2)
    return {"dV": np.matmul(d_s, x.T), "da": d_s.ravel()}
