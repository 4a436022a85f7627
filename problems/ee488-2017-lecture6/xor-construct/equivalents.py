"""Other right constructions: a class each, its docstring says why it is right."""

import numpy as np


class second_minimum:
    """The lecture's second minimum: |x1 - x2| as the sum of two relus."""

    def W():
        return np.array([[1.0, -1.0], [-1.0, 1.0]])

    def c():
        return np.zeros(2)

    def w():
        return np.ones(2)


class units_exchanged:
    """The order of the hidden units is free."""

    def c():
        return np.array([-1.0, 0.0])

    def w():
        return np.array([-2.0, 1.0])


class unit_rescaled:
    """A relu lets a positive factor through: 3 times into the first unit, 1/3 out of it."""

    def W():
        return np.array([[3.0, 1.0], [3.0, 1.0]])

    def w():
        return np.array([1 / 3, -2.0])


class slice_3_at_minus_5:
    """The cost is 0 on the whole of slice 3 up to a = -1: the unit sees x1 - 5 x2."""

    def W():
        return np.array([[1.0, -1.0], [-5.0, 1.0]])

    def c():
        return np.zeros(2)

    def w():
        return np.ones(2)


class one_minus_two_ramps:
    """1 less the distance of x1 + x2 from 1, with an output bias that is not 0."""

    def W():
        return np.array([[1.0, -1.0], [1.0, -1.0]])

    def c():
        return np.array([-1.0, 1.0])

    def w():
        return np.array([-1.0, -1.0])

    def b():
        return 1.0
