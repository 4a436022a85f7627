"""Imports a plotting helper that was not handed in."""

from lecture6_plots import plot_cost

import numpy as np


def xor_params():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([1, -2])
    b = 0
    return W, c, w, b
