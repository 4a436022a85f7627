"""Softmax loss of a linear classifier and its gradient; CS231n, assignment 1. Rows are examples."""

import numpy as np


def scores(X, W):
    return X @ W


def targets(scores, y):
    """A row an example, 1 in the column of its class."""
    return np.eye(scores.shape[1])[y]


def log_P(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def P(log_P):
    return np.exp(log_P)


def data_loss(log_P, y):
    return -log_P[np.arange(len(y)), y].mean()


def penalty(W, reg):
    return reg * (W**2).sum()


def loss(data_loss, penalty):
    return data_loss + penalty


def dscores(P, targets):
    return (P - targets) / len(P)


def data_dW(X, dscores):
    return X.T @ dscores


def penalty_dW(W, reg):
    return 2 * reg * W


def dW(data_dW, penalty_dW):
    return data_dW + penalty_dW
