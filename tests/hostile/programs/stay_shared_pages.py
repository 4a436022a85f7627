"""Success: memory that the zygote shares with its children is written to."""

import ctypes

import numpy as np
from kit import tries


def attack(a):
    # Copied when written to, unless it is a shared mapping.
    ctypes.memmove(id(np.pi) + 16, (ctypes.c_double * 1)(3.0), 8)
    return float(np.pi)
