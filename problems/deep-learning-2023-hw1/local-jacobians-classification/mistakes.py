"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class tanh_derivative_at_activation:
    """The derivative of tanh is taken at a1; it belongs at s1, where it is 1 - tanh(s1)^2."""

    def da1_ds1(a1):
        return np.diag(1 - np.tanh(a1) ** 2)


class sigma_derivative_at_activation:
    """The derivative of the sigmoid is taken at yt; it belongs at s2, where it is yt (1 - yt)."""

    def dy_ds2(yt):
        again = 1 / (1 + np.exp(-yt))
        return np.diag(again * (1 - again))


class softmax_jacobian:
    """dy_ds2 is the Jacobian of a softmax; each output has its own sigmoid, so the matrix is diagonal."""

    def dy_ds2(yt):
        return np.diag(yt) - np.outer(yt, yt)


class softmax_output:
    """The output is a softmax; each output has its own sigmoid, so the matrix dy_ds2 is diagonal."""

    def yt(s2):
        weights = np.exp(s2 - s2.max())
        return weights / weights.sum()

    def dy_ds2(yt):
        return np.diag(yt) - np.outer(yt, yt)


class vector:
    """An elementwise derivative is given as a vector; the Jacobian is a matrix, here a diagonal one."""

    def dy_ds2(yt):
        return yt * (1 - yt)

    def da1_ds1(a1):
        return 1 - a1**2


class scalar_sum:
    """dy_ds2 has the sum of all slopes on its diagonal; each entry has the slope of its own output."""

    def dy_ds2(yt):
        return np.eye(len(yt)) * (yt * (1 - yt)).sum()


class regression_kept:
    """These are the derivatives of the regression network; here the activations are tanh and the sigmoid."""

    def dy_ds2(s2):
        return np.eye(len(s2))

    def da1_ds1(s1):
        return np.diag(5 * (s1 > 0))


class dc_as_column:
    """dC_dy is a column; the derivative of one number by a vector is a row, (1, K)."""

    def dC_dy(yt, y):
        return 2 * (yt - y)[:, np.newaxis]
