import numpy as np

from .tools import parity


def network(n):
    """A hidden unit for each row of cells, and one for the column's sign."""
    rows = [lambda x, k=k: (np.floor(2 * x[0]) == k) for k in range(2 ** (n + 1))]
    signs = np.array([1 - 2 * parity(k / 2) for k in range(2 ** (n + 1))])
    last = lambda x: 1 - 2 * parity(x[1])
    return [[*rows, last], [lambda h: (signs @ h[:-1]) * h[-1]]]
