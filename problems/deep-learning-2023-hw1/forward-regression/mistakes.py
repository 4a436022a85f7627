"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class slope_5_omitted:
    """The hidden activation is relu(s1); the exercise has slope 5, a1 = 5 relu(s1)."""

    def a1(s1):
        return np.maximum(s1, 0)


class norm_not_squared:
    """The cost is the norm of yt - y; the exercise asks for its square."""

    def C(yt, y):
        return np.linalg.norm(yt - y)


class mean_over_k:
    """The cost is averaged over the K outputs; it is the plain sum of the squares."""

    def C(yt, y):
        return ((yt - y) ** 2).mean()


class divided_by_n:
    """The cost is divided by N; there is one sample, and N is the size of the input."""

    def C(yt, y, x):
        return ((yt - y) ** 2).sum() / len(x)


class half_sum:
    """The cost has a factor 1/2; it is the plain sum of the squares."""

    def C(yt, y):
        return ((yt - y) ** 2).sum() / 2


class relu_on_output:
    """The output goes through 5 relu as well; it has no activation, yt = s2."""

    def yt(s2):
        return 5 * np.maximum(s2, 0)


class b1_dropped:
    """The hidden layer has no biases; s1 = W1 x + b1."""

    def s1(W1, x):
        return W1 @ x


class b2_dropped:
    """The output layer has no biases; s2 = W2 a1 + b2."""

    def s2(W2, a1):
        return W2 @ a1
