"""Gradient of the log-likelihood by the hidden units; Leren homework 5 (2018), exercise 2 (b)."""

import numpy as np


def s(V, x, a):
    return V @ x + a


def h(s):
    return 1 / (1 + np.exp(-s))


def u(W, h, b):
    return W @ h + b


def l(u, t):  # noqa: E743 - its name in the exercise
    return u[t] - np.logaddexp.reduce(u)


def p(u):
    return np.exp(u - np.logaddexp.reduce(u))


def r(p, t):
    return np.eye(len(p))[t] - p


def dh(W, r):
    return W.T @ r
