"""Each layer halves the square and remembers by a sign in which quarter the point lay."""

import numpy as np


class Shift:
    """Position relative to the middle of the half that coordinate `row` lies in."""

    def __init__(self, row, amount):
        self.row = row
        self.amount = amount

    def __call__(self, before):
        h = before[self.row]
        return h - np.sign(h) * self.amount


def carry(before):
    return np.sign(np.prod(before, axis=0))


def network(n):
    half = 2.0 ** (n - 1)
    layers = [[lambda x: x[0] - half, lambda x: x[1] - half]]
    for level in range(1, n + 1):
        amount = half / 2**level
        layers.append([Shift(0, amount), Shift(1, amount), carry])
    layers.append([carry])
    return layers
