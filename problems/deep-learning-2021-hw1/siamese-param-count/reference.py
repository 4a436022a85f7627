"""Parameters of a Siamese network; Deep Learning homework 1 (2021), problem 3, equation 35."""


def weights(m, n):
    return m * n


def biases(m):
    return m


def count(weights, biases):
    return weights + biases
