"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class dc_sign:
    """dC_dy has the wrong sign: the cost is the square of yt - y, which grows with yt."""

    def dC_dy(yt, y):
        return 2 * (y - yt)[np.newaxis]


class dc_missing_2:
    """dC_dy lacks the factor 2: the cost has no 1/2 that would cancel it."""

    def dC_dy(yt, y):
        return (yt - y)[np.newaxis]


class dc_as_column:
    """dC_dy is a column; the derivative of one number by a vector is a row, (1, K)."""

    def dC_dy(yt, y):
        return 2 * (yt - y)[:, np.newaxis]


class prediction_by_itself:
    """dC_dy is the identity, which is dyt/dyt; the derivative of the cost by yt is asked for."""

    def dC_dy(yt):
        return np.eye(len(yt))


class slope_5_omitted:
    """da1_ds1 has slope 1 on active units; the activation is 5 relu(s1)."""

    def da1_ds1(s1):
        return np.diag(1 * (s1 > 0))


class activation_as_vector:
    """da1_ds1 is a vector of slopes; the Jacobian is a matrix, here a diagonal one."""

    def da1_ds1(s1):
        return 5 * (s1 > 0)


class ds2_da1_transposed:
    """ds2_da1 is transposed: rows belong to s2, the numerator, and columns to a1."""

    def ds2_da1(W2):
        return W2.T


class ds2_dw2_collapsed:
    """ds2_dW2 has lost an axis: entry [k, l, :] is the derivative of s2[k] by row l of W2."""

    def ds2_dW2(s2, a1):
        return np.tile(a1, (len(s2), 1))


class ds1_dw1_from_w1:
    """ds1_dW1 holds rows of W1; the derivative of W1 x by W1 is made of x."""

    def ds1_dW1(s1, W1):
        return np.einsum("ij,jn->ijn", np.eye(len(s1)), W1)


class bias_ones:
    """The derivatives by the biases are full of ones; each bias enters its own pre-activation only."""

    def ds2_db2(s2):
        return np.ones((len(s2), len(s2)))

    def ds1_db1(s1):
        return np.ones((len(s1), len(s1)))
