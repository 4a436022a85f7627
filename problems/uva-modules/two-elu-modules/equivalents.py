"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class from_the_outputs:
    """Where x is negative, the derivative exp(x) is the output plus 1."""

    def dx1(dout1, out1):
        return np.where(out1 > 0, dout1, dout1 * (out1 + 1))

    def dx2(dout2, out2):
        return np.where(out2 > 0, dout2, dout2 * (out2 + 1))
