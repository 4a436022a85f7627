"""The letters of the slide: x has m entries, y has n."""

import numpy as np


def vjp(dy_dx, grad_y):
    n, m = np.shape(dy_dx)
    grad_x = np.zeros(m)
    for j in range(m):
        for i in range(n):
            grad_x[j] += grad_y[i] * dy_dx[i, j]
    return grad_x
