"""Other right versions: a class each, its docstring says why it is right."""

import numpy as np


class column_by_column:
    """The entries of W taken column by column exchange slices 2 and 3, which are the same function of a."""

    def theta(k, a):
        if k == 10:
            return np.array([a, -a, -a, 1, 0, a - 1, 1, 1, 0])
        values = np.array([1.0, -1.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
        values[{2: 3, 3: 2}.get(k, k) - 1] = a
        return values


class units_exchanged:
    """The network is symmetric in its two units, so slices 1 and 4, 5 and 6, 7 and 8 are the same too."""

    def theta(k, a):
        if k == 10:
            return np.array([a, -a, -a, 1, 0, a - 1, 1, 1, 0])
        values = np.array([1.0, -1.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
        values[{1: 4, 4: 1, 5: 6, 6: 5, 7: 8, 8: 7}.get(k, k) - 1] = a
        return values
