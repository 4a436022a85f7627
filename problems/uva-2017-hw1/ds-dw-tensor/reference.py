"""Derivative of S3 = W3 Z2 by each entry of W3; UvA homework 1 (2017), exercise 1. Columns are samples."""

import numpy as np


def S3(W3, Z2):
    return W3 @ Z2


def delta(W3):
    return np.eye(W3.shape[0])


def T(delta, Z2):
    return np.einsum("ki,jn->knij", delta, Z2)


# What the cases must show.


def fewer_units_than_inputs(W3):
    """With d3 < d2 an index that runs to the wrong end gives a wrong value rather than an error."""
    return W3.shape[0] < W3.shape[1]
