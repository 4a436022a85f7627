"""Zeros in half precision: a coarse dtype does not make them right."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    return {"dW": np.zeros(W.shape, np.float16), "db": np.zeros(b.shape, np.float16)}
