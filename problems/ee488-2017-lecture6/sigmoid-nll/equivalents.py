"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class gradient_by_the_other_label:
    """(1 - 2y) sigmoid((1 - 2y) z) is sigmoid(z) for y = 0, and -sigmoid(-z) = sigmoid(z) - 1 for y = 1."""

    def losses(z, y):
        margin = (2 * y - 1) * z
        return np.maximum(0, -margin) + np.log1p(np.exp(-np.abs(margin)))

    def dz(z, y):
        sign = 1 - 2 * y
        return sign * np.exp(-np.logaddexp(0, -sign * z))
