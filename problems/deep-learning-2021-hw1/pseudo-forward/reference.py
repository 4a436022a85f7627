"""Pseudo-Siamese network and its loss; Deep Learning homework 1 (2021), problem 3, equation 36.

Columns are samples.
"""

import numpy as np


def h1(W1, X, b1):
    return 1 / (1 + np.exp(-(W1 @ X + b1[:, None])))


def S2(W2, X, b2):
    return W2 @ X + b2[:, None]


def h2(S2):
    return np.maximum(S2, 0)


def net(W3, h1, h2, b3):
    return W3 @ (h1 + h2) + b3[:, None]


def Yhat(net):
    return np.exp(net - np.logaddexp.reduce(net, axis=0))


def J(Y, Yhat):
    return -(Y * np.log(Yhat)).sum() / Y.shape[1]
