"""Other right constructions: a class each, its docstring says why it is right."""

import numpy as np


class sines:
    """A sine of the same period changes sign where the remainder does; minus appears twice and cancels."""

    def unit():
        return lambda row, shift: lambda x: np.sin(np.pi * x[row] / shift)


class thresholds:
    """A threshold unit for every line on which the class changes; their number may grow as it likes."""

    def layers(n):
        ones = np.array([cell.bit_count() for cell in range(2 ** (n + 1))])
        lines = (np.flatnonzero(np.diff(ones % 2)) + 1) / 2

        def unit(row, line):
            return lambda x: np.where(x[row] > line, -1, 1)

        return [
            [unit(row, line) for row in range(2) for line in lines],
            [lambda h: h.prod(axis=0)],
        ]


class signs:
    """Units that keep the signs alone."""

    def unit():
        return lambda row, shift: lambda x: np.where(x[row] % (2 * shift) > shift, 1, -1)


class iterated:
    """Each unit goes through the shifts by itself: composed, they are formulas of x."""

    def layers(shifts, output):
        def unit(row, last):
            def composed(x):
                h = x[row] - shifts[0]
                for shift in shifts[1 : last + 1]:
                    h = h - np.sign(h) * shift
                return h

            return composed

        return [[unit(row, last) for row in range(2) for last in range(len(shifts))], [output]]


class bits:
    """Two units number the cell, the output counts the ones: units may compute anything."""

    def layers():
        def cell(row):
            return lambda x: np.floor(2 * x[row])

        def output(h):
            one, two = h.astype(np.int64)
            return 1.0 - 2.0 * (np.bitwise_count(one ^ two) % 2)

        return [[cell(0), cell(1)], [output]]
