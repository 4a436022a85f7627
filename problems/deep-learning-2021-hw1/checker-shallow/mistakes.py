"""Wrong constructions: a class each, its docstring is what the student reads."""

import numpy as np


class index_list_as_printed:
    """Two units are missing, as in the printed list i = 1, 3, ..., n, which skips 2: every i is needed."""

    def layers(shifts, unit, output):
        kept = np.delete(shifts, slice(2, 3))
        return [[unit(row, shift) for row in range(2) for shift in kept], [output]]


class step_left_out:
    """One step is left out, as in the printed list i = 1, 3, ..., n, which skips 2: every shift is needed."""

    def layers(shifts, output):
        kept = np.delete(shifts, slice(2, 3))

        def unit(row, last):
            def composed(x):
                h = x[row] - kept[0]
                for shift in kept[1 : last + 1]:
                    h = h - np.sign(h) * shift
                return h

            return composed

        return [[unit(row, last) for row in range(2) for last in range(len(kept))], [output]]


class deep_network:
    """This network has n + 1 hidden layers: here all hidden units are in one layer and see only x1 and x2."""

    def layers(shifts):
        def fold(row, shift):
            return lambda h: h[row] - np.sign(h[row]) * shift

        def product(h):
            return h.prod(axis=0)

        start = [lambda x: x[0] - shifts[0], lambda x: x[1] - shifts[0]]
        middle = [[fold(0, shift), fold(1, shift), product] for shift in shifts[1:]]
        return [start, *middle, [product]]


class mirror_recursion:
    """The square of side 2 is repeated, as by mirrors: two of the four quarters must exchange classes."""

    def layers(shifts, unit, output):
        return [[unit(row, shift) for row in range(2) for shift in shifts[-2:]], [output]]


class plain_checkerboard:
    """The classes alternate in every half unit, as on a plain checkerboard: that is right for n = 0 only."""

    def layers(shifts, unit, output):
        return [[unit(row, shift) for row in range(2) for shift in shifts[-1:]], [output]]


class first_units_only:
    """There are units for the first shift only: every shift from 2^(n-1) to 1/2 needs its two units."""

    def layers(shifts, unit, output):
        return [[unit(row, shift) for row in range(2) for shift in shifts[:1]], [output]]


class last_shift_everywhere:
    """All units have the same shift, 1/2, as functions do that see a loop variable's last value."""

    def shifts(n):
        return np.full(n + 1, 0.5)


class shift_twice_as_large:
    """Every unit changes sign at twice the distance: unit i needs (x mod 2^(n-i+1)) - 2^(n-i)."""

    def shifts(n):
        return 2.0 ** np.arange(n, -1, -1)


class remainder_omitted:
    """The inputs are shifted but not taken modulo 2^(n-i+1): then each unit changes sign only once."""

    def unit():
        return lambda row, shift: lambda x: x[row] - shift


class sum_instead_of_product:
    """The units are added; it is the product that changes sign with each factor."""

    def output():
        return lambda h: h.sum(axis=0)


class no_shift:
    """The remainders are not shifted, so never negative: subtract 2^(n-i), half of what they run to."""

    def unit():
        return lambda row, shift: lambda x: x[row] % (2 * shift)


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
