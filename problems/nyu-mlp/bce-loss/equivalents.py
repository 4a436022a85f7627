"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class two_terms:
    """The two fractions have the common denominator y_hat (1 - y_hat)."""

    def dlosses(y, y_hat):
        return (1 - y) / (1 - y_hat) - y / y_hat


class by_cases:
    """For y = 1 only the first term is left, for y = 0 only the second."""

    def losses(y, y_hat):
        return -np.log(np.where(y == 1, y_hat, 1 - y_hat))

    def dlosses(y, y_hat):
        return np.where(y == 1, -1 / y_hat, 1 / (1 - y_hat))
