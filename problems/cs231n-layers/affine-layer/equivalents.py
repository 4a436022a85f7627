"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class example_by_example:
    """The product of matrices is the sum of the examples' outer products."""

    def dw(rows, dout):
        total = np.zeros((rows.shape[1], dout.shape[1]))
        for row, slopes in zip(rows, dout, strict=True):
            total += np.outer(row, slopes)
        return total


class without_flattening:
    """The sum over both axes of an example is the sum over the flattened one."""

    def out(x, w, b):
        return np.tensordot(x, w.reshape(*x.shape[1:], -1), axes=2) + b


class bias_as_a_weight:
    """The bias is the weight of an input that is always 1."""

    def db(dout):
        return np.ones(len(dout)) @ dout
