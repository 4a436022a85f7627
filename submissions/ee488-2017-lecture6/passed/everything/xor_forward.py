"""The bias column written out: 1 c^T."""

import numpy as np


def xor_forward(X, W, c, w, b):
    XW = np.dot(X, W)
    A = XW + np.outer(np.ones(len(X)), c)
    H = (A + abs(A)) / 2
    y = (H * w).sum(axis=1) + b
    return XW, A, H, y
