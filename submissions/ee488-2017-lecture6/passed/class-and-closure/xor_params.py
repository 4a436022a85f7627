"""A network object that knows its parameters; the function closes over it."""

import numpy as np


class Network:
    def __init__(self, W, c, w, b):
        self.W, self.c, self.w, self.b = (np.asarray(p, dtype=float) for p in (W, c, w, b))

    def __call__(self, x):
        return np.maximum(x @ self.W + self.c, 0) @ self.w + self.b


def make(network):
    def params():
        return vars(network)

    return params


xor_params = make(Network([[1, 1], [1, 1]], [0, -1], [1, -2], 0))
