"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class by_targets:
    """In each row of targets one entry is 1, so the sum over the classes is the logarithm of one probability."""

    def loss(x, targets):
        return -np.sum(targets * np.log(x)) / len(x)


class entry_by_entry:
    """Zeros but in the column of the own class."""

    def dx(x, y):
        own = np.zeros_like(x)
        rows = np.arange(len(y))
        own[rows, y] = -1 / (x[rows, y] * len(y))
        return own
