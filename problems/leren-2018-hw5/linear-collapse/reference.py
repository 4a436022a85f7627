"""The matrix of a stack of linear layers; Leren homework 5 (2018), exercise 3 (b)."""

import numpy as np


def x(Ws):
    """Some input of the first layer."""
    return np.ones(Ws[0].shape[1])


def y(Ws, x):
    """What the stack makes of x; its derivative by x is the matrix."""
    for W in Ws:
        x = W @ x
    return x


def M(Ws):
    product = Ws[0]
    for W in Ws[1:]:
        product = W @ product
    return product
