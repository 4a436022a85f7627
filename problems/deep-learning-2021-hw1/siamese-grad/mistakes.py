"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class only_first_branch:
    """Only the first branch is differentiated: W and b act on x2 as well, which gives a second term."""

    def dW(e, s1, x1, W, lam):
        return np.outer(e * s1, x1) + lam * W

    def db(e, s1):
        return e * s1


class branches_added:
    """The two branches are added: h2 enters the distance h1 - h2 with a minus sign."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return np.outer(e * s1, x1) + np.outer(e * s2, x2) + lam * W

    def db(e, s1, s2):
        return e * (s1 + s2)


class regulariser_factor_2:
    """The regulariser's gradient is 2 lam W: the objective has lam/2, so the 2 cancels and lam W is left."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return np.outer(e * s1, x1) - np.outer(e * s2, x2) + 2 * lam * W


class regulariser_half:
    """The regulariser's gradient is lam/2 W: the 2 of the square cancels the 1/2, so lam W is left."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return np.outer(e * s1, x1) - np.outer(e * s2, x2) + lam / 2 * W


class no_sigmoid_derivative:
    """The derivative of the sigmoid is missing: each branch needs its factor h (1 - h)."""

    def dW(e, x1, x2, W, lam):
        return np.outer(e, x1) - np.outer(e, x2) + lam * W

    def db(e):
        return 0 * e


class printed_row_1:
    """db follows the matrix before equation 33, whose rows all subtract component 1: row j needs component j."""

    def db(e, s1, s2):
        return e * (s1 - s2[0])


class distance_sign_flipped:
    """The error has the wrong sign: the distance is h1 - h2, so e = h1 - h2 in front of both branches."""

    def e(h1, h2):
        return h2 - h1


class transposed_result:
    """dW is transposed: it has the shape of W, (m, n), with one row a unit."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return (np.outer(e * s1, x1) - np.outer(e * s2, x2) + lam * W).T


class branches_mixed:
    """The two branches are mixed: the error of each belongs to its own input, so there are two outer products."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return np.outer(e * s1 + e * s2, x1 - x2) + lam * W


class branches_mixed_after_signs:
    """The errors are added and the inputs subtracted: the error of each branch goes with its own input alone."""

    def dW(e, s1, s2, x1, x2, W, lam):
        return np.outer(e * s1 - e * s2, x1 - x2) + lam * W
