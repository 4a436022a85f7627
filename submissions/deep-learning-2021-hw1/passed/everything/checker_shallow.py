"""A sine changes sign in the middle of its period: one for each size of square and each coordinate."""

import numpy as np


def network(n):
    def unit(row, side):
        # positive in the first half of every square of this side, negative in the second
        return lambda x: np.sin(2 * np.pi * x[row] / side)

    sides = [2.0**k for k in range(n, -1, -1)]
    hidden = [unit(0, side) for side in sides] + [unit(1, side) for side in sides]

    def product(h):
        result = 1.0
        for row in h:
            result = result * row
        return result

    return [hidden, [product]]
