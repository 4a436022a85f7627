"""Softmax as a soft argmax, and the smooth maximum; Deep Learning homework 1 (2023), 1.2 (a)."""

import numpy as np


def z(beta, x):
    return beta * x


def top(z):
    return z.max()


def weights(z, top):
    return np.exp(z - top)


def soft(weights):
    return weights / weights.sum()


def softmax_value(weights, top, beta):
    return (top + np.log(weights.sum())) / beta


def hard(x):
    return np.eye(len(x), dtype=np.int64)[x.argmax()]


# What the cases must show.


def lead(x):
    return np.partition(x, -2)[-1] - np.partition(x, -2)[-2]
