"""Other right constructions: a class each, its docstring says why it is right."""

import numpy as np


class sign_carried:
    """The third unit keeps only the signs of the factors; the sign of the product is the same."""

    def third():
        return lambda h: np.sign(h.prod(axis=0))


class folding_repaired:
    """Mirror folding gives the classes up to a sign, which changes at the middle of every even level."""

    def layers(n):
        def folded(row, level):
            return lambda h: np.abs(h[row] - 2.0 ** (level - 1))

        def sign(level):
            def unit(h):
                before = h[2] if len(h) > 2 else 1.0
                if level % 2:
                    return before + 0 * h[0]
                return before * np.sign((h[0] - 2.0 ** (level - 1)) * (h[1] - 2.0 ** (level - 1)))

            return unit

        levels = range(n, -1, -1)
        result = [[folded(0, level), folded(1, level), sign(level)] for level in levels]
        return [*result, [lambda h: h[2]]]


class one_hidden_layer:
    """The closed form of the units puts all of them in one layer, and 2 n + 3 units are few enough."""

    def layers(shifts):
        def unit(row, shift):
            return lambda x: x[row] % (2 * shift) - shift

        return [
            [unit(row, shift) for row in range(2) for shift in shifts],
            [lambda h: h.prod(axis=0)],
        ]


class bits:
    """Two units number the cell, the output counts the ones: units may compute anything."""

    def layers():
        def cell(row):
            return lambda x: np.floor(2 * x[row])

        def output(h):
            one, two = h.astype(np.int64)
            return 1.0 - 2.0 * (np.bitwise_count(one ^ two) % 2)

        return [[cell(0), cell(1)], [output]]
