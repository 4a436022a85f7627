"""Checks the second minimum with einsum."""

import numpy as np


def xor_params():
    W = np.array([[1.0, -1.0], [-1.0, 1.0]])
    c = np.zeros(2)
    w = np.ones(2)
    b = 0.0
    X = np.indices((2, 2)).reshape(2, -1).T
    y = np.einsum("nj,j->n", np.maximum(np.einsum("ni,ij->nj", X, W) + c, 0), w) + b
    assert y.tolist() == [0, 1, 1, 0]
    return W, c, w, b
