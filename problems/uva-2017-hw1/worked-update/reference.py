"""Parameter update of the worked example; UvA homework 1 (2017), exercise 2. Columns are samples."""

import numpy as np


def S1(W1, X):
    return W1 @ X


def Z1(S1):
    return np.maximum(S1, 0)


def Y(W2, Z1):
    return W2 @ Z1


def D_out(Y, y):
    return (Y - y) / y.shape[1]


def dW2(D_out, Z1):
    return D_out @ Z1.T


def W2n(W2, dW2, lr):
    return W2 - lr * dW2


def D1(W2, D_out, S1):
    return (W2.T @ D_out) * (S1 > 0)


def dW1(D1, X):
    return D1 @ X.T


def W1n(W1, dW1, lr):
    return W1 - lr * dW1


def Yn(X, W1n, W2n):
    return W2n @ np.maximum(W1n @ X, 0)


def Ln(Yn, y):
    return ((Yn - y) ** 2).sum() / (2 * y.shape[1])
