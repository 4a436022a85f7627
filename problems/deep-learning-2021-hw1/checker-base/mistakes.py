"""Wrong constructions: a class each, its docstring is what the student reads."""

import numpy as np


class sum_instead_of_product:
    """The two units are added; a product changes sign with each of them, as the class does."""

    def y(u, v):
        return u + v


class no_shift:
    """The inputs are multiplied as they are, positive everywhere: they must change sign at 1/2."""

    def h1(x):
        return x

    def h2(x):
        return x


class negated:
    """The two classes are exchanged everywhere: the field at the origin is positive."""

    def y(u, v):
        return -u * v


class one_input_only:
    """The output depends on one coordinate only, so the classes are stripes: both coordinates decide."""

    def y(u):
        return -u


class undecided:
    """The output is 0 everywhere, which is neither class: it must be positive or negative off the lines."""

    def y(u):
        return 0 * u


class zero_and_one:
    """The output is 0 in the negative fields; it must be below 0 there, for 0 is neither class."""

    def y(u, v):
        return np.where(u * v > 0, 1, 0)
