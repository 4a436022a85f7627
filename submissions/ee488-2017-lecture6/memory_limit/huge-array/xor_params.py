"""A grid of all parameters at once: 41 values for each of the nine."""

import numpy as np


def xor_params():
    axis = np.linspace(-2, 2, 41)
    grid = np.meshgrid(*[axis] * 9)
    return grid[0]
