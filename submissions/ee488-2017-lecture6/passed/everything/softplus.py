"""ln(1 + e^x) = max(0, x) + ln(1 + e^-|x|): the exponential is never larger than 1."""

import numpy as np


def softplus(x):
    small = np.exp(-np.abs(x))
    y = np.maximum(0, x) + np.log1p(small)
    dy = np.where(x > 0, 1, small) / (1 + small)
    return y, dy
