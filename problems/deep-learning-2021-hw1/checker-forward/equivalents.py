"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class remainders:
    """Unit i is x modulo 2^(n-i+1), less half of that."""

    def H1(x1, shifts):
        return x1 % (2 * shifts[:, None]) - shifts[:, None]

    def H2(x2, shifts):
        return x2 % (2 * shifts[:, None]) - shifts[:, None]


class product_of_all:
    """The output is the product of the first two units of all layers."""

    def y(H1, H2):
        return np.prod(H1 * H2, axis=0)


class sgn_of_zero:
    """sgn(0) may be anything: no unit is 0."""

    def H1(x1, shifts):
        values = [x1 - shifts[0]]
        for shift in shifts[1:]:
            values.append(values[-1] - np.where(values[-1] >= 0, 1, -1) * shift)
        return np.array(values)
