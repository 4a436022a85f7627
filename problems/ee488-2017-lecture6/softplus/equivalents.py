"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class split_at_zero:
    """ln(1 + e^x) = x + ln(1 + e^-x); the form whose exponential is at most 1 is used on each side."""

    def y(x):
        return np.maximum(0, x) + np.log1p(np.exp(-np.abs(x)))

    def dy(x):
        small = np.exp(-np.abs(x))
        return np.where(x > 0, 1, small) / (1 + small)
