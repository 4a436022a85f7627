"""Prints the truth table first."""

import numpy as np


def xor_params():
    print("x1 x2 | y")
    for x1 in (0, 1):
        for x2 in (0, 1):
            print(f"{x1:2} {x2:2} | {x1 ^ x2}")
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = 0.0
    print(W, c, w, b, sep="\n")
    return W, c, w, b
