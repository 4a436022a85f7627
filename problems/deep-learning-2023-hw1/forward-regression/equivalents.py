"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class slope_inside:
    """A positive factor may go into the relu: relu(5 s1) = 5 relu(s1)."""

    def a1(s1):
        return np.maximum(5 * s1, 0)


class mask:
    """The relu multiplies by 1 where s1 > 0, by 0 elsewhere."""

    def a1(s1):
        return 5 * s1 * (s1 > 0)
