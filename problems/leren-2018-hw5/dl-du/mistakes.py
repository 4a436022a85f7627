"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sign_flipped:
    """This is the derivative of -l; of l itself it is 1 - p_t for the true class and -p_j for the others."""

    def du(p, t):
        return p - np.eye(len(p))[t]


class indicator_missing:
    """The true class lacks its 1: u_t stands in l twice, once in front of the log of the sum."""

    def du(p):
        return -p


class dp_instead_of_dlogp:
    """This is the derivative of the probability p_t; l is its logarithm, so divide by p_t."""

    def du(p, t):
        return p[t] * (np.eye(len(p))[t] - p)


class off_class_sign:
    """The classes other than t have the wrong sign: a larger score of theirs makes l smaller."""

    def du(p, t):
        return np.where(np.arange(len(p)) == t, 1 - p, p)


class scalar:
    """Only the derivative by u_t comes back; one for each class is asked for, in an array of shape (C,)."""

    def du(p, t):
        return 1 - p[t]


class unstable_overflow:
    """exp(u) overflows for scores around 1000; subtract the largest score from all of them first."""

    def p(u):
        return np.exp(u) / np.exp(u).sum()


class softmax_diagonal:
    """This is p_j (1 - p_j), the diagonal of the softmax's Jacobian; that of ln p_t is asked for, for every j."""

    def du(p):
        return p * (1 - p)


class true_class_of_dp:
    """Only the true class has a derivative here, p_t (1 - p_t), which is that of p_t: divide by p_t, and the others have -p_j."""

    def du(p, t):
        return np.eye(len(p))[t] * p * (1 - p)
