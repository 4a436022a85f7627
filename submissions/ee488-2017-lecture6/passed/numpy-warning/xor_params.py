"""Finds where unit 2 switches on by a division, and divides by 0 on the way."""

import numpy as np


def xor_params():
    sums = np.array([0.0, 1.0, 2.0])
    slopes = np.array([0.0, 1.0, 0.0]) / sums  # nan in front, and a warning
    kink = sums[np.nanargmax(slopes)]
    return np.ones((2, 2)), np.array([0.0, -kink]), np.array([1.0, -2.0]), 0.0
