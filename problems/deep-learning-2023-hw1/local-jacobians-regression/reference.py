"""Jacobians of each layer; Deep Learning homework 1 (2023), 1.1.1 (c) and (d). Rows: numerator."""

import numpy as np

SLOPE = 5


def s1(W1, x, b1):
    return W1 @ x + b1


def a1(s1):
    return SLOPE * np.maximum(s1, 0)


def s2(W2, a1, b2):
    return W2 @ a1 + b2


def yt(s2):
    return s2


def cost(yt, y):
    return ((yt - y) ** 2).sum(keepdims=True)


def dC_dy(yt, y):
    return 2 * (yt - y)[np.newaxis]


def dy_ds2(s2):
    return np.eye(len(s2))


def ds2_da1(W2):
    return W2


def ds2_dW2(s2, a1):
    return np.einsum("kl,d->kld", np.eye(len(s2)), a1)


def ds2_db2(s2):
    return np.eye(len(s2))


def da1_ds1(s1):
    return np.diag(SLOPE * (s1 > 0))


def ds1_dW1(s1, x):
    return np.einsum("ij,n->ijn", np.eye(len(s1)), x)


def ds1_db1(s1):
    return np.eye(len(s1))
