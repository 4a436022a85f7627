"""As the document writes them."""

import numpy as np


def softmax(a, axis):
    return np.exp(a) / np.exp(a).sum(axis=axis, keepdims=True)


def log_of_softmax(a, axis):
    return np.log(softmax(a, axis))


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def log_likelihood(p):
    return np.log(np.prod(p))
