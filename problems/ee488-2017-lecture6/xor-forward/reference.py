"""y = relu(X W + 1 c^T) w + b, rows are examples; EE488 lecture 6 (2017), XOR example."""

import numpy as np


def XW(X, W):
    return X @ W


def A(XW, c):
    return XW + c


def H(A):
    return np.maximum(A, 0)


def y(H, w, b):
    return H @ w + b
