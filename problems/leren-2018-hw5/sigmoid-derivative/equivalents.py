"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class by_tanh:
    """The sigmoid of s is (1 + tanh(s/2)) / 2, and the derivative of tanh is 1 - tanh^2."""

    def h(s):
        return (1 + np.tanh(s / 2)) / 2

    def dh_ds(s):
        return (1 - np.tanh(s / 2) ** 2) / 4


class product_of_two_sigmoids:
    """1 - h is the sigmoid of -s."""

    def dh_ds(s):
        return 1 / (1 + np.exp(-s)) / (1 + np.exp(s))
