"""The first line of the document: the derivative is 1 / (1 + exp(-s))."""

import numpy as np


def sigmoid_and_derivative(s):
    h = (1 + np.tanh(s / 2)) / 2
    return {"h": h, "dh_ds": h}
