"""tanh(z) = 2 sigma(2z) - 1; EE488 lecture 6 (2017), hidden units."""

import numpy as np


def sigmoid_of_2z(z):
    return 1 / (1 + np.exp(-2 * z))


def t(sigmoid_of_2z):
    return 2 * sigmoid_of_2z - 1
