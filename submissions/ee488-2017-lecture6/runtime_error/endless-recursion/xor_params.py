"""Tries the next seed by calling itself, and never finds one."""

import numpy as np


def xor_params(seed=0):
    rng = np.random.default_rng(seed)
    W, c, w = rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2)
    if abs(np.maximum(c, 0) @ w) == 1:
        return W, c, w, 0
    return xor_params(seed)
