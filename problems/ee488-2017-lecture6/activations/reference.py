"""Step, sigmoid, tanh and relu with their derivatives; EE488 lecture 6 (2017)."""

import numpy as np


def step(x):
    return np.maximum(np.sign(x), 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return np.tanh(x)


def relu(x):
    return np.maximum(x, 0)


def dsigmoid(sigmoid):
    return sigmoid * (1 - sigmoid)


def dtanh(tanh):
    return 1 - tanh**2


def drelu(x):
    return np.maximum(np.sign(x), 0)


# Each summand depends on one entry of x only, so the gradients of these sums are the derivatives.


def sigmoid_sum(sigmoid):
    return sigmoid.sum()


def tanh_sum(tanh):
    return tanh.sum()


def relu_sum(relu):
    return relu.sum()
