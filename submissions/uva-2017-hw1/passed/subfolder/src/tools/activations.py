"""Activations of the course."""

import numpy as np


def relu(s):
    return np.where(s > 0, s, 0)


def step(s):
    return np.where(s > 0, 1, 0)
