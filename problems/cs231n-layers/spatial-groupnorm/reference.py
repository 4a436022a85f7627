"""Normalisation of groups of channels of images; CS231n, assignment 2."""

import numpy as np


def grouped(x, G):
    """The channels as groups: example, group, channel of the group, row, column."""
    return _in_groups(x, G)


def mean(grouped):
    return grouped.mean(axis=(2, 3, 4), keepdims=True)


def var(grouped, mean):
    return ((grouped - mean) ** 2).mean(axis=(2, 3, 4), keepdims=True)


def std(var, eps):
    return np.sqrt(var + eps)


def x_hat(grouped, mean, std):
    return (grouped - mean) / std


def out(x_hat, gamma, beta, x):
    return gamma * x_hat.reshape(x.shape) + beta


def loss(out, dout):
    """A loss of which dout is the gradient."""
    return np.sum(out * dout)


def dx_hat(dout, gamma, G):
    return _in_groups(dout * gamma, G)


def through_mean(dx_hat):
    return dx_hat.mean(axis=(2, 3, 4), keepdims=True)


def through_var(dx_hat, x_hat):
    return x_hat * (dx_hat * x_hat).mean(axis=(2, 3, 4), keepdims=True)


def dx(dx_hat, through_mean, through_var, std, x):
    return ((dx_hat - through_mean - through_var) / std).reshape(x.shape)


def dgamma(dout, x_hat):
    return (dout * x_hat.reshape(dout.shape)).sum(axis=(0, 2, 3), keepdims=True)


def dbeta(dout):
    return dout.sum(axis=(0, 2, 3), keepdims=True)


# What the cases must show.


def steepest(dx):
    """The greatest slope of each example: else dx is little more than rounding."""
    return np.abs(dx).max(axis=(1, 2, 3))


def several(grouped):
    """Two numbers are always 1 and -1 when they are normalised."""
    return grouped[0, 0].size > 2


def _in_groups(images, G):
    n, c, h, w = images.shape
    return images.reshape(n, G, c // G, h, w)
