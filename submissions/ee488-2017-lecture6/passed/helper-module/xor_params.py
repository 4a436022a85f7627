"""The minima of the lecture stand in a file of their own."""

import minima


def xor_params():
    return minima.SECOND
