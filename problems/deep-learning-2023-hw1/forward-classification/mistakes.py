"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class activations_swapped:
    """The activations are exchanged: tanh belongs to the hidden layer, the sigmoid to the output."""

    def a1(s1):
        return 1 / (1 + np.exp(-s1))

    def yt(s2):
        return np.tanh(s2)


class _5relu_kept:
    """The hidden activation is still 5 relu, that of the regression network; here it is tanh."""

    def a1(s1):
        return 5 * np.maximum(s1, 0)


class softmax_output:
    """The output is a softmax; each output has a sigmoid of its own, so they need not sum to 1."""

    def yt(s2):
        weights = np.exp(s2 - s2.max())
        return weights / weights.sum()


class tanh_output:
    """The output activation is tanh; it is the sigmoid, whose values lie between 0 and 1."""

    def yt(s2):
        return np.tanh(s2)


class output_not_activated:
    """The output has no activation, like the regression network; here yt is the sigmoid of s2."""

    def yt(s2):
        return s2


class mean_over_k:
    """The cost is averaged over the K outputs; it is the plain sum of the squares."""

    def C(yt, y):
        return ((yt - y) ** 2).mean()


class norm_not_squared:
    """The cost is the norm of yt - y; the exercise asks for its square."""

    def C(yt, y):
        return np.linalg.norm(yt - y)
