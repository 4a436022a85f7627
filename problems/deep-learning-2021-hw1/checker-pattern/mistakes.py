"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mirror_recursion:
    """The square of side 2 is repeated, as by mirrors: two of the four quarters must exchange classes."""

    def axis_sign():
        return lambda cell: np.array([1, -1, -1, 1])[cell % 4]


class plain_checkerboard:
    """The classes alternate in every cell: that is the plain checkerboard, which is right for n = 0 only."""

    def axis_sign():
        return lambda cell: 1 - 2 * (cell % 2)


class whole_unit_cells:
    """The cells have side 1; the classes change on lines x = k/2, so cells have side 1/2."""

    def sign(x1, x2, axis_sign):
        return axis_sign(x1.astype(int)) * axis_sign(x2.astype(int))


class one_axis_only:
    """The class depends on one coordinate only: the signs of both axes are multiplied."""

    def sign(x1, axis_sign):
        return axis_sign((2 * x1).astype(int))

    def grid(n, axis_sign):
        return np.tile(axis_sign(np.arange(2 ** (n + 1)))[:, None], 2 ** (n + 1))


class origin_at_top:
    """The grid is like a picture, with the origin in its last row: entry [0, 0] is the cell at the origin."""

    def grid(n, axis_sign):
        signs = axis_sign(np.arange(2 ** (n + 1)))
        return np.outer(signs, signs)[::-1]


class negated:
    """The two classes are exchanged everywhere: the cell at the origin is positive."""

    def sign(x1, x2, axis_sign):
        return -axis_sign((2 * x1).astype(int)) * axis_sign((2 * x2).astype(int))

    def grid(n, axis_sign):
        signs = axis_sign(np.arange(2 ** (n + 1)))
        return -np.outer(signs, signs)


class zero_and_one:
    """The classes are numbered 0 and 1; they are asked for as -1 and 1."""

    def sign(x1, x2, axis_sign):
        signs = axis_sign((2 * x1).astype(int)) * axis_sign((2 * x2).astype(int))
        return (signs + 1) // 2

    def grid(n, axis_sign):
        signs = axis_sign(np.arange(2 ** (n + 1)))
        return (np.outer(signs, signs) + 1) // 2
