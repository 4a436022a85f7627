"""Multi-class SVM loss of given scores and its gradient; CS231n, layers. Rows are examples."""

import numpy as np


def targets(x, y):
    """A row an example, 1 in the column of its class."""
    return np.eye(x.shape[1])[y]


def margins(x, y):
    return x - x[np.arange(len(y)), y][:, None] + 1


def hinges(margins, targets):
    """What each class costs; the true one costs nothing."""
    return np.maximum(margins, 0) * (1 - targets)


def loss(hinges):
    return hinges.sum() / len(hinges)


def active(hinges):
    return hinges > 0


def dx(active, targets):
    return (active - active.sum(axis=1, keepdims=True) * targets) / len(active)
