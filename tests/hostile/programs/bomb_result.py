"""Success: the grader takes a result larger than the limit into its memory."""

import numpy as np


def attack(a):
    return np.zeros(9 * 2**20 // 8 + 1)
