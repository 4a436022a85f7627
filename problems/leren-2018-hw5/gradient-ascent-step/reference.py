"""One step up the log-likelihood of a data set; Leren homework 5 (2018), introduction and section 1."""

import numpy as np


def _errors(X, t, W, b):
    """For each sample, onehot(t) - p."""
    U = X @ W.T + b
    return np.eye(len(b))[t] - np.exp(U - np.logaddexp.reduce(U, axis=1, keepdims=True))


def dW(X, t, W, b):
    return _errors(X, t, W, b).T @ X


def W_new(W, eta, dW):
    return W + eta * dW


def db(X, t, W, b):
    return _errors(X, t, W, b).sum(axis=0)


def b_new(b, eta, db):
    return b + eta * db
