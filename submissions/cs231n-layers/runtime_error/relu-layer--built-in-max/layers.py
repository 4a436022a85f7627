import numpy as np


def relu_forward(x):
    out = max(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    dx, x = None, cache
    dx = dout.copy()
    dx[x < 0] = 0
    return dx
