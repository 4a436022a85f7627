"""In forms that neither overflow nor underflow."""

import numpy as np


def softmax(a, axis):
    weights = np.exp(a - a.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def log_of_softmax(a, axis):
    v = a - a.max(axis=axis, keepdims=True)
    return v - np.log(np.exp(v).sum(axis=axis, keepdims=True))


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small / (1 + small), 1 / (1 + small))


def log_sigmoid(z):
    return -np.maximum(0, -z) - np.log1p(np.exp(-np.abs(z)))


def tanh(z):
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)
