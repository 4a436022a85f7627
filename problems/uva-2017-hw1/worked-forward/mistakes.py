"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class half_sum_loss:
    """The loss is half the sum of squares; here it is also averaged over the N samples: 1/(2N)."""

    def L(Y, y):
        return ((Y - y) ** 2).sum() / 2


class mse_without_half:
    """The loss has 1/N; the exercise's has 1/(2N)."""

    def L(Y, y):
        return ((Y - y) ** 2).sum() / y.shape[1]


class relu_on_output:
    """There is a relu on the output; only the hidden layer has one, Y = S2."""

    def Y(S2):
        return np.maximum(S2, 0)


class tanh_hidden:
    """The hidden activation is tanh; the exercise uses relu."""

    def Z1(S1):
        return np.tanh(S1)


class root:
    """The loss is the square root of the one asked for: the norm is squared."""

    def L(Y, y):
        return np.sqrt(((Y - y) ** 2).sum() / (2 * y.shape[1]))


class mean_over_outputs_too:
    """The loss is averaged over outputs and samples; it is averaged over the N samples only."""

    def L(Y, y):
        return ((Y - y) ** 2).mean() / 2


class relu_in_place:
    """S1 has the relu in it, as when Z1 = S1 is changed in place: both are one array; take np.maximum(S1, 0)."""

    def S1(W1, X):
        return np.maximum(W1 @ X, 0)
