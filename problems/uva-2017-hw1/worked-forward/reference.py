"""Forward pass of the worked example; UvA homework 1 (2017), exercise 2. Columns are samples."""

import numpy as np


def S1(W1, X):
    return W1 @ X


def Z1(S1):
    return np.maximum(S1, 0)


def S2(W2, Z1):
    return W2 @ Z1


def Y(S2):
    return S2


def L(Y, y):
    return ((Y - y) ** 2).sum() / (2 * y.shape[1])
