"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class two_terms:
    """The two terms over their own denominators have the common one yt (1 - yt)."""

    def dC_dy(y, yt):
        return -(y / yt - (1 - y) / (1 - yt))[np.newaxis] / len(y)


class by_cases:
    """For y = 1 only the first term is left, for y = 0 only the second."""

    def C(y, yt):
        return -np.log(np.where(y == 1, yt, 1 - yt)).mean()

    def dC_dy(y, yt):
        return np.where(y == 1, -1 / yt, 1 / (1 - yt))[np.newaxis] / len(y)
