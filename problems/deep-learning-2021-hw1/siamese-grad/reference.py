"""Gradients of the Siamese objective; Deep Learning homework 1 (2021), problem 3, equations 31 to 33."""

import numpy as np


def h1(W, x1, b):
    return 1 / (1 + np.exp(-(W @ x1 + b)))


def h2(W, x2, b):
    return 1 / (1 + np.exp(-(W @ x2 + b)))


def e(h1, h2):
    return h1 - h2


def J(e, W, lam):
    return (e**2).sum() / 2 + lam / 2 * (W**2).sum()


def s1(h1):
    return h1 * (1 - h1)


def s2(h2):
    return h2 * (1 - h2)


def dW(e, s1, s2, x1, x2, W, lam):
    return np.outer(e * s1, x1) - np.outer(e * s2, x2) + lam * W


def db(e, s1, s2):
    return e * (s1 - s2)
