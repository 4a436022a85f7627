"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class divides_by_beta:
    """x is divided by beta as if it were a temperature; beta is the inverse temperature and multiplies x."""

    def soft(x, beta):
        weights = np.exp((x - x.max()) / beta)
        return weights / weights.sum()

    def softmax_value(x, beta):
        return x.max() + beta * np.log(np.exp((x - x.max()) / beta).sum())


class beta_ignored:
    """beta is not used; the exponents are beta x, and the logarithm is divided by beta."""

    def soft(x):
        weights = np.exp(x - x.max())
        return weights / weights.sum()

    def softmax_value(x):
        return x.max() + np.log(np.exp(x - x.max()).sum())


class lse_not_divided:
    """softmax_value is not divided by beta; without that it grows with beta and is no maximum of x."""

    def softmax_value(weights, top):
        return top + np.log(weights.sum())


class expected_value:
    """softmax_value is the mean of x with the weights of the softmax; log-sum-exp is asked for."""

    def softmax_value(x, soft):
        return x @ soft


class index_instead_of_one_hot:
    """hard is the index of the largest entry; a vector is asked for, 1 at that index and 0 elsewhere."""

    def hard(x):
        return x.argmax()


class index_used_twice:
    """Every entry of soft is the same: the sum needs an index of its own beside that of the entry."""

    def soft(weights):
        return np.full(len(weights), weights[-1] / weights.sum())


class overflow:
    """The exponentials overflow: subtract the largest of beta x first; softmax_value needs it added back."""

    def soft(z):
        return np.exp(z) / np.exp(z).sum()

    def softmax_value(z, beta):
        return np.log(np.exp(z).sum()) / beta
