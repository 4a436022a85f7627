"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class sigmoid_by_tanh:
    """The sigmoid is a shifted and scaled tanh."""

    def yt(s2):
        return (1 + np.tanh(s2 / 2)) / 2
