"""One hidden unit for each cell, 16384 of them for n = 6: large, but right."""

import numpy as np


def is_inside(x, one, two):
    return 1.0 * ((np.floor(2 * x[0]) == one) & (np.floor(2 * x[1]) == two))


def network(n):
    cells = [(one, two) for one in range(2 ** (n + 1)) for two in range(2 ** (n + 1))]
    signs = np.array([(-1.0) ** (one ^ two).bit_count() for one, two in cells])
    hidden = [lambda x, one=one, two=two: is_inside(x, one, two) for one, two in cells]
    return [hidden, [lambda h: signs @ h]]
