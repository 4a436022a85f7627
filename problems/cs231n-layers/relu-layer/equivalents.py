"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class by_the_absolute_value:
    """x + |x| is 2x where x is positive, and 0 elsewhere."""

    def out(x):
        return (x + abs(x)) / 2


class slope_one_at_zero:
    """At 0 both slopes are right, and no input is 0."""

    def dx(dout, x):
        return dout * (x >= 0)


class mask_from_the_output:
    """The output is positive where the input is."""

    def dx(dout, out):
        return np.where(out > 0, dout, 0)
