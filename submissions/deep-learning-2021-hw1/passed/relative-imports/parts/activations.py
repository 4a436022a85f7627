import numpy as np


def sigmoid(s):
    """Through the logarithm, which is safe on both sides."""
    return np.exp(-np.logaddexp(0, -s))


def step(s):
    return np.heaviside(s, 0.5)


def log_softmax(s, axis):
    return s - np.logaddexp.reduce(s, axis=axis, keepdims=True)
