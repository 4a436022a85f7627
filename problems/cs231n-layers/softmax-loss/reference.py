"""Softmax loss of given scores and its gradient; CS231n, layers. Rows are examples."""

import numpy as np


def targets(x, y):
    """A row an example, 1 in the column of its class."""
    return np.eye(x.shape[1])[y]


def log_P(x):
    return x - np.logaddexp.reduce(x, axis=1, keepdims=True)


def P(log_P):
    return np.exp(log_P)


def loss(log_P, y):
    return -log_P[np.arange(len(y)), y].mean()


def dx(P, targets):
    return (P - targets) / len(P)
