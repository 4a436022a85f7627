"""Exact fractions in lists: not numbers that a network can use."""

from fractions import Fraction


def xor_params():
    one = Fraction(1)
    return [[one, one], [one, one]], [0 * one, -one], [one, -2 * one], 0 * one
