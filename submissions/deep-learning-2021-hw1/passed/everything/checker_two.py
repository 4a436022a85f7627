"""Two hidden layers: halve the square, then halve what is left."""

import numpy as np


def side1(x):
    return np.where(x[0] < 1, -1.0, 1.0)


def side2(x):
    return np.where(x[1] < 1, -1.0, 1.0)


def keep1(x):
    return x[0]


def keep2(x):
    return x[1]


def within1(h):
    # position relative to the middle of the half that the point lies in
    return h[2] - 1 - h[0] / 2


def within2(h):
    return h[3] - 1 - h[1] / 2


def both_sides(h):
    return h[0] * h[1]


def out(h):
    return h[0] * h[1] * h[2]


def network():
    return [[side1, side2, keep1, keep2], [within1, within2, both_sides], [out]]
