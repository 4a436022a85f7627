"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sign_flipped:
    """These are the gradients of an error, -l; those of the log-likelihood l have the other sign."""

    def r(p, t):
        return p - np.eye(len(p))[t]


class only_row_t:
    """Only the true class has a gradient; the other classes stand in the softmax, so theirs is not 0."""

    def r(p, t):
        return np.eye(len(p))[t] * (1 - p)


class indicator_missing:
    """The true class lacks its 1: the factor in front of x is 1 - p_j for j = t."""

    def r(p):
        return -p


class x_in_bias:
    """db is multiplied with the sum of x; the derivative of u_j by b_j is 1."""

    def db(r, x):
        return r * x.sum()


class dp_instead_of_dlogp:
    """These are the gradients of the probability p_t; l is its logarithm, so divide by p_t."""

    def r(p, t):
        return p[t] * (np.eye(len(p))[t] - p)


class bias_ignored_in_softmax:
    """The probabilities are those of the scores without b; the scores are W x + b."""

    def p(W, x):
        return np.exp(W @ x - np.logaddexp.reduce(W @ x))
