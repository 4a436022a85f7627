"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


class missing_factor_2:
    """The 2 of the square is missing: the factor in front of y - f* is 2/4."""

    def r(y):
        return (y - TARGETS) / 4


class missing_quarter:
    """The 1/4 of the cost is missing: the factor in front of y - f* is 2/4, not 2."""

    def r(y):
        return 2 * (y - TARGETS)


class no_relu_mask:
    """The derivative of the relu is missing: where A < 0 nothing flows back to W and c."""

    def D(r, w):
        return np.outer(r, w)


class h_instead_of_mask:
    """The error is multiplied by H; the derivative of the relu is 1 where A > 0, else 0."""

    def D(r, w, H):
        return np.outer(r, w) * H


class dc_averaged:
    """dc is averaged over the points; the 1/4 is in the error already, so the rows are summed."""

    def dc(D):
        return D.mean(axis=0)


class dw_from_a:
    """dw is formed with the pre-activations A; the output layer sees H = max(0, A)."""

    def dw(A, r):
        return A.T @ r
