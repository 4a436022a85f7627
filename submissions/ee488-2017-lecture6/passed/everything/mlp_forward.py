"""Layer by layer, by recursion on what is left."""

import numpy as np


def apply(act, s):
    if act == "relu":
        return np.where(s > 0, s, 0)
    if act == "tanh":
        return np.tanh(s)
    if act == "sigmoid":
        return 0.5 * (1 + np.tanh(s / 2))
    return s


def mlp_forward(x, Ws, bs, acts):
    if len(Ws) == 0:
        return x
    h = apply(acts[0], np.einsum("ij,j->i", Ws[0], x) + bs[0])
    return mlp_forward(h, Ws[1:], bs[1:], acts[1:])
