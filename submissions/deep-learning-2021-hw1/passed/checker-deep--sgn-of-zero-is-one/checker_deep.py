"""The recursion of the document, with 1 for sgn(0): no point lies where that matters."""

import numpy as np


def sgn(h):
    return np.where(h >= 0, 1.0, -1.0)


def network(n):
    def first(row):
        return lambda x: x[row] - 2.0 ** (n - 1)

    def fold(row, i):
        return lambda h: h[row] - sgn(h[row]) * 2.0 ** (n - i - 1)

    def product(h):
        return h.prod(axis=0)

    layers = [[first(0), first(1)]]
    for i in range(1, n + 1):
        layers.append([fold(0, i), fold(1, i), product])
    return [*layers, [product]]
