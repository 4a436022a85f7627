"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mean:
    """The losses are averaged over the m examples; this exercise sums them, without 1/m."""

    def L(losses):
        return losses.mean()

    def dz(p, y):
        return (p - y) / len(y)


class sign_in_softplus:
    """The sign in the softplus is wrong: L = Σ softplus((1 - 2y) z), small where label and logit agree."""

    def losses(z, y):
        return np.logaddexp(0, (2 * y - 1) * z)

    def dz(z, y):
        sign = 2 * y - 1
        return sign * np.exp(-np.logaddexp(0, -sign * z))


class log_sigmoid_underflow:
    """The sigmoid rounds to 0 or 1, whose logarithms fail; write the loss as a softplus of the logit."""

    def losses(p, y):
        return -y * np.log(p) - (1 - y) * np.log(1 - p)


class gradient_sign:
    """dz has the wrong sign: y - sigmoid(z) points to where L falls; the gradient is sigmoid(z) - y."""

    def dz(p, y):
        return y - p


class squared_error:
    """This is the squared error; with the log-likelihood, no derivative of the sigmoid is left in dz."""

    def losses(p, y):
        return (p - y) ** 2 / 2

    def dz(p, y):
        return (p - y) * p * (1 - p)


class only_positives:
    """Only examples with y = 1 are counted; those with y = 0 add -ln(1 - sigmoid(z))."""

    def losses(z, y):
        return y * np.logaddexp(0, -z)

    def dz(p, y):
        return y * (p - y)


class sign_of_one_term:
    """The terms of the labels 0 and 1 are subtracted; both belong into the brackets, with a plus between."""

    def losses(p, y):
        return -(y * np.log(p) - (1 - y) * np.log(1 - p))
