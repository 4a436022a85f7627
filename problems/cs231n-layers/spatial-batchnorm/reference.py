"""Batch normalisation of each channel of images; CS231n, assignment 2. Rows are the pixels of all examples."""

import numpy as np


def pixels(x):
    return _rows(x)


def slopes(dout):
    return _rows(dout)


def mean(pixels):
    return pixels.mean(axis=0)


def var(pixels, mean):
    return ((pixels - mean) ** 2).mean(axis=0)


def std(var, eps):
    return np.sqrt(var + eps)


def x_hat(pixels, mean, std):
    return (pixels - mean) / std


def out(x_hat, gamma, beta, x):
    return _as_images(gamma * x_hat + beta, x)


def running_mean(mean, old_mean, momentum):
    return momentum * old_mean + (1 - momentum) * mean


def running_var(var, old_var, momentum):
    return momentum * old_var + (1 - momentum) * var


def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
    return _as_images(gamma * (pixels - old_mean) / np.sqrt(old_var + eps) + beta, x)


def loss(out, dout):
    """A loss of which dout is the gradient."""
    return np.sum(out * dout)


def dx_hat(slopes, gamma):
    return slopes * gamma


def through_mean(dx_hat):
    return dx_hat.mean(axis=0)


def through_var(dx_hat, x_hat):
    return x_hat * (dx_hat * x_hat).mean(axis=0)


def dx(dx_hat, through_mean, through_var, std, x):
    return _as_images((dx_hat - through_mean - through_var) / std, x)


def dgamma(slopes, x_hat):
    return (slopes * x_hat).sum(axis=0)


def dbeta(slopes):
    return slopes.sum(axis=0)


# What the cases must show.


def steepest(dx):
    """The greatest slope of each channel: else dx is little more than rounding."""
    return np.abs(dx).max(axis=(0, 2, 3))


def _rows(images):
    c = images.shape[1]
    return np.moveaxis(images, 1, -1).reshape(images.size // c, c)


def _as_images(pixels, x):
    n, c, h, w = x.shape
    return np.moveaxis(pixels.reshape(n, h, w, c), -1, 1)
