"""A network with one hidden layer, softmax loss and its gradients; CS231n, assignment 1. Rows are examples."""

import numpy as np


def hidden_in(X, W1, b1):
    return X @ W1 + b1


def hidden(hidden_in):
    return np.maximum(hidden_in, 0)


def scores(hidden, W2, b2):
    return hidden @ W2 + b2


def log_P(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def data_loss(log_P, y):
    return -log_P[np.arange(len(y)), y].mean()


def penalty(W1, W2, reg):
    return reg * (np.sum(W1**2) + np.sum(W2**2))


def loss(data_loss, penalty):
    return data_loss + penalty


def dscores(log_P, y):
    targets = np.eye(log_P.shape[1])[y]
    return (np.exp(log_P) - targets) / len(y)


def dW2(hidden, dscores, W2, reg):
    return hidden.T @ dscores + 2 * reg * W2


def db2(dscores):
    return dscores.sum(axis=0)


def dhidden(dscores, W2, hidden_in):
    return (dscores @ W2.T) * (hidden_in > 0)


def dW1(X, dhidden, W1, reg):
    return X.T @ dhidden + 2 * reg * W1


def db1(dhidden):
    return dhidden.sum(axis=0)


def y_pred(scores):
    return scores.argmax(axis=1)


# What the cases must show.


def lead(scores):
    """By how much the greatest score of an example is greater than the second."""
    ordered = np.sort(scores, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def wrong_by(dscores):
    """How far the probability of each example's class is from 1."""
    return np.abs(dscores).max(axis=1)


def some_of_each(hidden_in):
    """Some hidden units are on, and some are off."""
    return bool((hidden_in > 0).any() and (hidden_in < 0).any())
