"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class slopes_from_arguments:
    """relu is positive exactly where its argument is, and 0 does not occur as an argument."""

    def f_slope(z1, h, f_function):
        return {"relu": 1.0 * (z1 > 0), "sigmoid": h - h**2, "identity": z1**0}[f_function]


class sums_over_examples:
    """The gradient of a batch is the sum of those of its examples, each an outer product."""

    def dJdW2(dz2, h):
        return sum(np.outer(d, a) for d, a in zip(dz2, h, strict=True))

    def dJdW1(dz1, x):
        return np.einsum("nh,nd->hd", dz1, x)
