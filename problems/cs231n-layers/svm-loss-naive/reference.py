"""Multi-class SVM loss of a linear classifier and its gradient; CS231n, assignment 1. Rows are examples."""

import numpy as np


def scores(X, W):
    return X @ W


def targets(scores, y):
    """A row an example, 1 in the column of its class."""
    return np.eye(scores.shape[1])[y]


def margins(scores, y):
    return scores - scores[np.arange(len(y)), y][:, None] + 1


def hinges(margins, targets):
    """What each class costs; the true one costs nothing."""
    return np.maximum(margins, 0) * (1 - targets)


def data_loss(hinges):
    return hinges.sum() / len(hinges)


def penalty(W, reg):
    return reg * (W**2).sum()


def loss(data_loss, penalty):
    return data_loss + penalty


def active(hinges):
    return hinges > 0


def dscores(active, targets):
    return (active - active.sum(axis=1, keepdims=True) * targets) / len(active)


def data_dW(X, dscores):
    return X.T @ dscores


def penalty_dW(W, reg):
    return 2 * reg * W


def dW(data_dW, penalty_dW):
    return data_dW + penalty_dW
