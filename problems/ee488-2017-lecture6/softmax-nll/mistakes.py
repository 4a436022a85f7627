"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mean:
    """The losses are averaged over the m examples; this exercise sums them, without 1/m."""

    def L(log_sum_exp, right):
        return (log_sum_exp - right).mean()

    def dZ(P, targets):
        return (P - targets) / len(P)

    def L_hard(top, right):
        return (top - right).mean()


class sign_flipped:
    """This is the log-likelihood; the negative log-likelihood has the opposite sign."""

    def L(log_sum_exp, right):
        return (right - log_sum_exp).sum()

    def dZ(P, targets):
        return targets - P

    def L_hard(top, right):
        return (right - top).sum()


class log_of_grand_sum:
    """One logarithm is taken of all exponentials; each example has its own, inside the sum over i."""

    def log_sum_exp(Z):
        return Z.max() + np.log(np.exp(Z - Z.max()).sum())

    def L(log_sum_exp, right):
        return log_sum_exp - right.sum()

    def P(Z, log_sum_exp):
        return np.exp(Z - log_sum_exp)

    def L_hard(Z, right):
        return Z.max() - right.sum()


class overflow:
    """exp overflows for large logits; subtract the largest one of each row before exp, and add it to the logarithm."""

    def log_sum_exp(Z):
        return np.log(np.exp(Z).sum(axis=1))

    def P(Z):
        return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


class one_based_labels:
    """1 is subtracted from the labels; they start at 0 already, so y is the column of the right class."""

    def right(Z, y):
        return Z[np.arange(len(y)), y - 1]

    def targets(Z, y):
        n = Z.shape[1]
        return 1.0 * (np.arange(n) == (y[:, None] - 1) % n)


class gradient_p:
    """dZ is the softmax alone; in the column of the right class, 1 is still to be subtracted."""

    def dZ(P):
        return P
