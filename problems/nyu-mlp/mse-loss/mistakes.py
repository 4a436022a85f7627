"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class gradient_not_averaged:
    """The gradient lacks the 1/(N O) of the loss: the loss is a mean over all N O entries, and so its gradient is divided."""

    def dJdy_hat(residual):
        return 2 * residual


class gradient_averaged_over_the_batch_only:
    """The gradient is divided by N, and the loss is a mean over all N O entries: divide by N O."""

    def dJdy_hat(residual):
        return 2 * residual / len(residual)


class loss_averaged_over_the_batch_only:
    """The loss sums over the outputs and divides by N; it is the mean over all N O entries."""

    def J(residual):
        return (residual**2).sum() / len(residual)


class loss_not_averaged:
    """The loss is the sum of the squares; it is their mean over all N O entries."""

    def J(residual):
        return (residual**2).sum()


class factor_2_omitted:
    """The gradient is half of what it should be: the derivative of the square brings down a 2, and no 1/2 cancels it."""

    def dJdy_hat(residual):
        return residual / residual.size


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
