"""Wrong constructions: a class each, its docstring is what the student reads."""

import numpy as np


class mirror_recursion:
    """The square of side 2 is repeated, as by mirrors: all earlier layers' signs must be carried along."""

    def fold():
        return lambda row, shift: lambda h: np.abs(h[row]) - shift

    def output():
        return lambda h: h[0] * h[1]


class product_not_carried:
    """The third unit leaves out the third unit before it, so all signs but the last two are lost."""

    def third():
        return lambda h: h[0] * h[1]


class plain_checkerboard:
    """The classes alternate in every half unit, as on a plain checkerboard: are earlier signs carried?"""

    def layers(n):
        return [
            [lambda x: np.sin(2 * np.pi * x[0]), lambda x: np.sin(2 * np.pi * x[1])],
            [lambda h: h[0] * h[1]],
        ]


class sign_unit_dropped:
    """Only the last shifted inputs are multiplied: the signs of those before must be carried along."""

    def layers(shifts, start, fold):
        middle = [[fold(0, shift), fold(1, shift)] for shift in shifts[1:]]
        return [start, *middle, [lambda h: h[0] * h[1]]]


class shift_twice_as_large:
    """Layer i + 1 shifts by 2^(n-i), which is what layer i does: it is half of that, 2^(n-i-1)."""

    def fold():
        return lambda row, shift: lambda h: h[row] - np.sign(h[row]) * 2 * shift


class last_shift_everywhere:
    """Every layer after the first shifts by 1/2, as functions do that see a loop variable's last value."""

    def shifts(n):
        return np.array([2.0 ** (n - 1), *[0.5] * n])


class sgn_omitted:
    """Every layer shifts downwards; the shift has the sign of what is shifted: h - sgn(h) 2^(n-i-1)."""

    def fold():
        return lambda row, shift: lambda h: h[row] - shift


class sum_instead_of_product:
    """The units are added; it is the product that changes sign with each factor."""

    def third():
        return lambda h: h.sum(axis=0)

    def output():
        return lambda h: h.sum(axis=0)


class no_shift:
    """The first layer passes the inputs on; both must first be shifted by half the side, x - 2^(n-1)."""

    def start():
        return [lambda x: x[0], lambda x: x[1]]


class negated:
    """The two classes are exchanged everywhere: the cell at the origin is positive."""

    def output():
        return lambda h: -h.prod(axis=0)


class undecided:
    """The output is 0 everywhere, which is neither class: it must be positive or negative off the lines."""

    def output():
        return lambda h: 0 * h[0]


class zero_and_one:
    """The output is 0 in the negative cells; it must be below 0 there, for 0 is neither class."""

    def output():
        return lambda h: np.where(h.prod(axis=0) > 0, 1, 0)


class threshold_units:
    """There is a unit for every line where the class changes. Their number doubles with n: too many."""

    def layers(n):
        ones = np.array([cell.bit_count() for cell in range(2 ** (n + 1))])
        lines = (np.flatnonzero(np.diff(ones % 2)) + 1) / 2

        def unit(row, line):
            return lambda x: np.where(x[row] > line, -1.0, 1.0)

        return [
            [unit(row, line) for row in range(2) for line in lines],
            [lambda h: h.prod(axis=0)],
        ]
