"""Shifted inputs and their product; Deep Learning homework 1 (2021), problem 2 (1), equation 21."""


def h1(x):
    return x - 0.5


def h2(x):
    return x - 0.5


def y(u, v):
    return u * v
