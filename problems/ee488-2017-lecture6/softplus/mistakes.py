"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class overflow:
    """exp(x) overflows for large x: y is max(0, x) + log1p(exp(-|x|)), and dy is 1/(1 + exp(-x)) there."""

    def y(x):
        return np.log(1 + np.exp(x))

    def dy(x):
        return np.exp(x) / (1 + np.exp(x))


class relu:
    """This is the relu max(0, x); softplus is its smooth version ln(1 + exp(x))."""

    def y(x):
        return np.maximum(0, x)

    def dy(x):
        return 1.0 * (x > 0)


class derivative_s_1_minus_s:
    """This is s (1 - s), the derivative of the sigmoid s; the derivative of softplus is s itself."""

    def dy(x):
        return np.exp(-np.logaddexp(0, -x) - np.logaddexp(0, x))


class log2:
    """The logarithm has base 2; softplus takes the natural one."""

    def y(x):
        return np.logaddexp(0, x) / np.log(2)

    def dy(x):
        return np.exp(-np.logaddexp(0, -x)) / np.log(2)
