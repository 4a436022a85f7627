"""Fixes the hidden layer and solves for the output layer by least squares."""

import numpy as np


def xor_params():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
    y = np.array([0, 1, 1, 0], dtype=float)
    W = np.array([[0.7, -1.3], [0.7, -1.3]])
    c = np.array([-0.2, 1.9])
    H = np.maximum(X @ W + c, 0)
    solution, *_ = np.linalg.lstsq(np.column_stack([H, np.ones(4)]), y, rcond=None)
    return W, c, solution[:2], solution[2]
