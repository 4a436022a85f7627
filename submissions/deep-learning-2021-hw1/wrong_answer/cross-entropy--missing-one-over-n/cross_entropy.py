"""J as equation 20 writes it, without 1/N."""

import numpy as np


def cross_entropy(Z, T):
    return -np.sum(T * np.log(Z))
