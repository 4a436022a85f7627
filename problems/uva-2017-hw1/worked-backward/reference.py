"""Backward pass of the worked example; UvA homework 1 (2017), exercise 2. Columns are samples."""

import numpy as np


def S1(W1, X):
    return W1 @ X


def Z1(S1):
    return np.maximum(S1, 0)


def Y(W2, Z1):
    return W2 @ Z1


def L(Y, y):
    return ((Y - y) ** 2).sum() / (2 * y.shape[1])


def D_out(Y, y):
    return (Y - y) / y.shape[1]


def mask(S1):
    return S1 > 0


def D1(W2, D_out, mask):
    return (W2.T @ D_out) * mask


def dW2(D_out, Z1):
    return D_out @ Z1.T


def dW1(D1, X):
    return D1 @ X.T
