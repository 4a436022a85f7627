"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class step_as_printed:
    """The step is 1 only where x = 0, as the slide prints it; it is 1 where x > 0."""

    def step(x):
        return 1.0 * (x == 0)


class sigmoid_sign:
    """This is the sigmoid of -x: it has to rise with x, 1/(1 + exp(-x))."""

    def sigmoid(x):
        return 1 / (1 + np.exp(x))


class min_instead_of_max:
    """The relu keeps the smaller of 0 and x; it has to keep the larger one."""

    def relu(x):
        return np.minimum(0, x)


class leaky:
    """This is the leaky relu with slope 0.01 for x < 0; the relu is 0 there, and so is its slope."""

    def relu(x):
        return np.where(x > 0, x, 0.01 * x)

    def drelu(x):
        return np.where(x > 0, 1, 0.01)


class dtanh_at_activation:
    """tanh is applied twice in its derivative, as if x were an activation: it is 1 - tanh(x)^2."""

    def dtanh(tanh):
        return 1 - np.tanh(tanh) ** 2


class sigmoid_overflow:
    """exp(x)/(1 + exp(x)) is not a number for large x, where exp(x) overflows; 1/(1 + exp(-x)) is 1."""

    def sigmoid(x):
        return np.exp(x) / (1 + np.exp(x))
