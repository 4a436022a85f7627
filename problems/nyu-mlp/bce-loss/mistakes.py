"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class denominator_with_y:
    """The denominator is written y_hat (y_hat - y); it is y_hat (1 - y_hat), which y does not stand in."""

    def dlosses(y, y_hat):
        return (y_hat - y) / (y_hat * (y_hat - y))


class gradient_by_the_logits:
    """The gradient is y_hat - y, the one before the sigmoid; by y_hat itself it is divided by y_hat (1 - y_hat)."""

    def dlosses(y, y_hat):
        return y_hat - y


class zeros_not_counted:
    """Only entries with y = 1 are counted; those with y = 0 add -log(1 - y_hat)."""

    def losses(y, y_hat):
        return -y * np.log(y_hat)

    def dlosses(y, y_hat):
        return -y / y_hat


class sign_between_the_terms:
    """The sign between the two terms is wrong: both logarithms get the minus in front of the brackets."""

    def losses(y, y_hat):
        return -(y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat))

    def dlosses(y, y_hat):
        return -(y / y_hat + (1 - y) / (1 - y_hat))


class sign_between_the_terms_of_the_gradient:
    """The second fraction of the gradient has the wrong sign: it is (1 - y)/(1 - y_hat) - y/y_hat."""

    def dlosses(y, y_hat):
        return -y / y_hat - (1 - y) / (1 - y_hat)


class y_and_y_hat_exchanged:
    """y and y_hat have changed places: the loss takes the logarithms of y_hat, which is never 0 or 1."""

    def losses(y, y_hat):
        with np.errstate(divide="ignore"):
            return -(y_hat * np.log(y) + (1 - y_hat) * np.log(1 - y))

    def dlosses(y, y_hat):
        with np.errstate(divide="ignore"):
            return (y - y_hat) / (y * (1 - y))


class logarithm_to_base_10:
    """The logarithm is to base 10; the loss uses the natural one."""

    def losses(y, y_hat):
        return -(y * np.log10(y_hat) + (1 - y) * np.log10(1 - y_hat))


class minus_omitted:
    """The minus sign in front of the loss is missing: logarithms of numbers below 1 are negative, and a loss is not."""

    def losses(y, y_hat):
        return y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)
