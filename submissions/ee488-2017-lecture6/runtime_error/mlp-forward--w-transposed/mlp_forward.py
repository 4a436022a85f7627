"""The orientation of the XOR slides, W^T h + b."""

import numpy as np

G = {
    "relu": lambda s: np.maximum(0, s),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}


def mlp_forward(x, Ws, bs, acts):
    h = x
    for W, b, act in zip(Ws, bs, acts):
        h = G[act](W.T @ h + b)
    return h
