"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class shifted_by_x:
    """Any shift cancels, so the largest x may be taken away before it is multiplied with beta."""

    def soft(x, beta):
        weights = np.exp(beta * (x - x.max()))
        return weights / weights.sum()

    def softmax_value(x, beta):
        return x.max() + np.log(np.exp(beta * (x - x.max())).sum()) / beta


class from_log_sum_exp:
    """The softmax is the exponential of beta x minus its log-sum-exp."""

    def soft(z):
        return np.exp(z - np.logaddexp.reduce(z))

    def softmax_value(z, beta):
        return np.logaddexp.reduce(z) / beta


class by_comparison:
    """The largest entry occurs once, so comparing with it marks exactly one place."""

    def hard(x):
        return 1.0 * (x == x.max())
