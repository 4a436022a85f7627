"""Gradient descent on the Siamese objective; Deep Learning homework 1 (2021), problem 3, equation 34."""

import numpy as np


def h1(W, x1, b):
    return 1 / (1 + np.exp(-(W @ x1 + b)))


def h2(W, x2, b):
    return 1 / (1 + np.exp(-(W @ x2 + b)))


def g1(h1, h2):
    return (h1 - h2) * h1 * (1 - h1)


def g2(h1, h2):
    return (h1 - h2) * h2 * (1 - h2)


def dW_distance(g1, g2, x1, x2):
    return np.outer(g1, x1) - np.outer(g2, x2)


def dW(dW_distance, W, lam):
    return dW_distance + lam * W


def db(g1, g2):
    return g1 - g2


def W_new(W, dW, alpha):
    return W - alpha * dW


def b_new(b, db, alpha):
    return b - alpha * db
