"""Everything that large numbers can spoil; the formulas stand in a file of their own."""

import formulas
import numpy as np


def log_softmax(u):
    return {"p": formulas.softmax(u, 0), "logp": formulas.log_of_softmax(u, 0)}


def loglik(x, t, W, b):
    u = W @ x + b
    return {"u": u, "l": u[t] - formulas.log_sum_exp(u)}


def dataset_loglik(X, t, W, b):
    P = formulas.softmax(X @ W.T + b, 1)
    R = np.eye(len(b))[t] - P
    L = formulas.log_likelihood(P[np.arange(len(t)), t])
    return {"L": L, "dW": R.T @ X, "db": R.sum(axis=0)}


def dl_du(u, t):
    return np.eye(len(u))[t] - formulas.softmax(u, 0)


def sigmoid_and_derivative(s):
    h = formulas.sigmoid(s)
    return {"h": h, "dh_ds": h * (1 - h)}
