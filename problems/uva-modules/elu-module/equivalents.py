"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class from_the_output:
    """Where x is negative, the derivative exp(x) is the output plus 1."""

    def dx(dout, out):
        return np.where(out > 0, dout, dout * (out + 1))


class one_of_two_is_zero:
    """Of the positive and the negative part of x one is 0, and exp(0) - 1 = 0."""

    def out(x):
        return np.maximum(x, 0) + np.exp(np.minimum(x, 0)) - 1
