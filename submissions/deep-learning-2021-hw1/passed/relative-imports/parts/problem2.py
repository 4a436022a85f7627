import numpy as np

from ..tools import parity


def checker_hidden(x1, x2, n):
    """Layer by layer, in arrays that are filled in place."""
    H = np.empty((n + 1, 3, len(x1)))
    H[0] = x1 - 2 ** (n - 1), x2 - 2 ** (n - 1), np.ones(len(x1))
    for i in range(n):
        H[i + 1, :2] = H[i, :2] - (2 * (H[i, :2] > 0) - 1) * 2.0 ** (n - i - 2)
        H[i + 1, 2] = H[i].prod(axis=0)
    return H[:, 0], H[:, 1], H[1:, 2], H[n].prod(axis=0)


def region_sign(x1, x2):
    return np.where(parity(x1) == parity(x2), 1, -1).astype(np.int8)


def sign_grid(n):
    side = np.arange(2 ** (n + 1)) / 2
    return np.where(parity(side)[:, None] ^ parity(side), -1, 1)


def f11(x):
    return x < 0.5


def f12(x):
    return x < 1 / 2


def g(u, v):
    return 1 - 2.0 * (u != v)


class Counter:
    def __init__(self, first, each):
        self.first, self.each = first, each

    def __call__(self, n):
        return self.first + self.each * n


unit_count = Counter(first=5, each=3)
