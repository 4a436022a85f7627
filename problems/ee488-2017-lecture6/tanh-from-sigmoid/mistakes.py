"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class minus_one_lost:
    """This is 2 sigma(2z), which lies between 0 and 2; tanh lies between -1 and 1: subtract 1."""

    def t(sigmoid_of_2z):
        return 2 * sigmoid_of_2z


class argument_not_doubled:
    """The sigmoid is taken at z; tanh(z) is twice as steep at 0: the argument has to be 2z."""

    def sigmoid_of_2z(z):
        return 1 / (1 + np.exp(-z))


class sign_flipped:
    """This is -tanh(z): it falls where tanh rises."""

    def t(sigmoid_of_2z):
        return 1 - 2 * sigmoid_of_2z


class only_sigma:
    """This is sigma(2z) alone, which lies between 0 and 1; it has to be stretched to -1 to 1."""

    def t(sigmoid_of_2z):
        return sigmoid_of_2z
