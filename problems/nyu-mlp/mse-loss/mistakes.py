"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class gradient_by_y:
    """The gradient has the wrong sign: it is the one with respect to y. With respect to y_hat it is 2 (y_hat - y)/(N O)."""

    def dJdy_hat(residual):
        return -2 * residual / residual.size


class absolute_error:
    """The loss is the mean of absolute values; each difference is squared."""

    def J(residual):
        return np.abs(residual).mean()


class square_of_the_mean:
    """The differences are averaged first and the mean is squared; square each difference, then average."""

    def J(residual):
        return residual.mean() ** 2


class root:
    """The loss is the root of the mean squared error; no root is asked for."""

    def J(residual):
        return np.sqrt((residual**2).mean())
