"""Other right constructions: a class each, its docstring says why it is right."""

import numpy as np


class sign_carried:
    """The third unit may keep the sign alone."""

    def layers(start, fold, output):
        return [start, [fold(0), fold(1), lambda h: np.sign(h[0] * h[1])], [output]]


class folding:
    """Up to side 2 the halves are also mirror images, so that folding needs no third unit."""

    def layers(start):
        def fold(row):
            return lambda h: np.abs(h[row]) - 0.5

        return [start, [fold(0), fold(1)], [lambda h: h[0] * h[1]]]


class thresholds:
    """Units that compare with 1/2 and 3/2, and their XOR in the second layer."""

    def layers():
        def step(row, line):
            return lambda x: 1 * (x[row] > line)

        return [
            [step(0, 0.5), step(0, 1.5), step(1, 0.5), step(1, 1.5)],
            [lambda h: h[0] - h[1], lambda h: h[2] - h[3]],
            [lambda h: np.where(h[0] == h[1], 1, -1)],
        ]
