"""In forms that neither overflow nor underflow."""

import numpy as np


def softmax(a, axis):
    weights = np.exp(a - a.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def log_sum_exp(a):
    return a.max() + np.log(np.exp(a - a.max()).sum())
