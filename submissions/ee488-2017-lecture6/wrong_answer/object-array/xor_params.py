"""Fractions in arrays of objects."""

from fractions import Fraction

import numpy as np


def xor_params():
    one = Fraction(1)
    W = np.array([[one, one], [one, one]])
    return W, np.array([0 * one, -one]), np.array([one, -2 * one]), Fraction(0)
