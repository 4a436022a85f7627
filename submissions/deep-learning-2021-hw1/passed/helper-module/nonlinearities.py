"""The sigmoid and its derivative."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_prime(z):
    return sigmoid(z) * sigmoid(-z)
