"""Forward and backward through a perceptron with two linear layers; NYU Deep Learning, homework 1."""

import numpy as np

ACTIVATIONS = {
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "identity": lambda z: z,
}
SLOPES = {  # of what they give
    "relu": np.sign,
    "sigmoid": lambda a: a * (1 - a),
    "identity": np.ones_like,
}


def z1(x, W1, b1):
    return x @ W1.T + b1


def h(z1, f_function):
    return ACTIVATIONS[f_function](z1)


def z2(h, W2, b2):
    return h @ W2.T + b2


def y_hat(z2, g_function):
    return ACTIVATIONS[g_function](z2)


def g_slope(y_hat, g_function):
    return SLOPES[g_function](y_hat)


def dz2(dJdy_hat, g_slope):
    return dJdy_hat * g_slope


def dJdW2(dz2, h):
    return dz2.T @ h


def dJdb2(dz2):
    return dz2.sum(axis=0)


def dh(dz2, W2):
    return dz2 @ W2


def f_slope(h, f_function):
    return SLOPES[f_function](h)


def dz1(dh, f_slope):
    return dh * f_slope


def dJdW1(dz1, x):
    return dz1.T @ x


def dJdb1(dz1):
    return dz1.sum(axis=0)


# A loss whose gradient with respect to y_hat is the given one.


def loss(y_hat, dJdy_hat):
    return np.sum(y_hat * dJdy_hat)


# What the cases must show.


def both_signs(z1, z2):
    """Some units of either layer are active, and some are not."""
    return all(z.min() < 0 < z.max() for z in (z1, z2))
