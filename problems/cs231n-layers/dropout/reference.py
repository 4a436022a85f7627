"""Inverted dropout; CS231n, assignment 2. The masks are two samples: students draw others."""

import numpy as np


def out(x, p):
    return x * (np.random.default_rng(0).random(x.shape) < p) / p


def again(x, p):
    return x * (np.random.default_rng(1).random(x.shape) < p) / p


def test_out(x):
    return x.copy()


def dx(x, dout, out):
    return dout * out / x


def test_dx(dout):
    return dout.copy()
