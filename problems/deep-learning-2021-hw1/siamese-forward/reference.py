"""Siamese network and its objective; Deep Learning homework 1 (2021), problem 3."""

import numpy as np


def h1(W, x1, b):
    return 1 / (1 + np.exp(-(W @ x1 + b)))


def h2(W, x2, b):
    return 1 / (1 + np.exp(-(W @ x2 + b)))


def distance(h1, h2):
    return ((h1 - h2) ** 2).sum() / 2


def penalty(W, lam):
    return lam / 2 * (W**2).sum()


def J(distance, penalty):
    return distance + penalty
