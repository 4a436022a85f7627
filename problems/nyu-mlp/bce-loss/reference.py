"""Binary cross-entropy, the mean over all entries, and its gradient; NYU Deep Learning, homework 1."""

import numpy as np


def losses(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def J(losses):
    return losses.mean()


def dlosses(y, y_hat):
    return (y_hat - y) / (y_hat * (1 - y_hat))


def dJdy_hat(dlosses):
    return dlosses / dlosses.size


# What the cases must show.


def both_labels(y):
    return 0 < y.sum() < y.size
