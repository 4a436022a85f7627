"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class derivative_1_above_1:
    """The derivative is 1 above z = 1 too; there the output stays at 1, so the derivative is 0."""

    def dy(z):
        return 1.0 * (z > 0)


class derivative_1_everywhere:
    """The derivative is 1 everywhere; it is 0 below 0 and above 1, where the output is constant."""

    def dy(z):
        return np.ones_like(z)


class clipped_to_minus_1_1:
    """The output is clipped to [-1, 1]; a probability is asked for, so clip to [0, 1]."""

    def y(z):
        return np.clip(z, -1, 1)

    def dy(z):
        return 1.0 * ((z > -1) & (z < 1))


class sigmoid:
    """This is the sigmoid; the exercise asks for the straight line that is cut off at 0 and at 1."""

    def y(z):
        return 1 / (1 + np.exp(-z))

    def dy(z):
        return np.exp(-z) / (1 + np.exp(-z)) ** 2
