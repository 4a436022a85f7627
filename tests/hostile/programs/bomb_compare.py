"""Success: arrays of huge dimensions and no elements, legal ones, slow whoever compares them."""

import numpy as np


def attack(a):
    return [np.empty((0, 2**40)), np.broadcast_to(np.float64(1), (1, 1)), np.empty((2**20, 0))]
