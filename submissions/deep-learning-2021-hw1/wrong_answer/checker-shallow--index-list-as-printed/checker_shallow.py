"""Takes the list i = 1, 3, ..., n of the document at its word: the units with the number i + 1 = 3 are missing."""

import numpy as np


def network(n):
    def unit(row, number):
        size = 2.0 ** (n - number)
        return lambda x: np.mod(x[row], 2 * size) - size

    numbers = [1] + [i + 1 for i in range(1, n + 1) if i != 2]
    hidden = [unit(row, number) for number in numbers for row in (0, 1)]
    return [hidden, [lambda h: np.prod(h, axis=0)]]
