"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class by_cosh:
    """The derivative of tanh is 1/cosh^2."""

    def da1_ds1(s1):
        return np.diag(1 / np.cosh(s1) ** 2)
