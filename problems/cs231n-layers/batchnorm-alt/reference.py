"""Batch normalisation of rows of features, backward; CS231n, assignment 2."""

import numpy as np


def mean(x):
    return x.mean(axis=0)


def var(x, mean):
    return ((x - mean) ** 2).mean(axis=0)


def std(var, eps):
    return np.sqrt(var + eps)


def x_hat(x, mean, std):
    return (x - mean) / std


def out(x_hat, gamma, beta):
    return gamma * x_hat + beta


def loss(out, dout):
    """A loss of which dout is the gradient."""
    return np.sum(out * dout)


def dx_hat(dout, gamma):
    return dout * gamma


def through_mean(dx_hat):
    return dx_hat.mean(axis=0)


def through_var(dx_hat, x_hat):
    return x_hat * (dx_hat * x_hat).mean(axis=0)


def dx(dx_hat, through_mean, through_var, std):
    return (dx_hat - through_mean - through_var) / std


def dgamma(dout, x_hat):
    return (dout * x_hat).sum(axis=0)


def dbeta(dout):
    return dout.sum(axis=0)


# What the cases must show.


def steepest(dx):
    """The greatest slope of each feature: else dx is little more than rounding."""
    return np.abs(dx).max(axis=0)
