"""Wrong constructions: a class each, its docstring is what the student reads."""

import numpy as np


class plain_checkerboard:
    """The classes alternate in every half unit, as on a plain checkerboard; the middle strips are alike."""

    def start():
        return [lambda x: np.sin(2 * np.pi * x[0]), lambda x: np.sin(2 * np.pi * x[1])]

    def fold():
        return lambda row: lambda h: h[row]

    def output():
        return lambda h: h[0] * h[1]


class sign_unit_dropped:
    """The second layer forgets on which side of 1 the inputs lie: a third unit must carry that sign."""

    def output():
        return lambda h: h[0] * h[1]


class shift_twice_as_large:
    """The second layer shifts by 1, as the first does: the squares left have side 1, so it is by 1/2."""

    def fold():
        return lambda row: lambda h: h[row] - np.sign(h[row])


class sgn_omitted:
    """The second layer shifts downwards only; the shift has the sign of what is shifted: h - sgn(h)/2."""

    def fold():
        return lambda row: lambda h: h[row] - 0.5


class sum_instead_of_product:
    """The units are added; it is the product that changes sign with each factor."""

    def output():
        return lambda h: h.sum(axis=0)


class no_shift:
    """The first layer passes the inputs on; both must first be shifted by half the side, x - 1."""

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


class one_hidden_layer:
    """The classes are computed with one hidden layer: here there are to be two."""

    def layers():
        def unit(row):
            return lambda x: (x[row] - 0.5) * (x[row] - 1.5)

        return [[unit(0), unit(1)], [lambda h: h[0] * h[1]]]
