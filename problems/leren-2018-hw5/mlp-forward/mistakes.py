"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class no_sigmoid:
    """The hidden units are linear, h = s; they have a sigmoid."""

    def h(s):
        return s


class tanh:
    """The hidden activation is tanh; the exercise has the sigmoid 1 / (1 + exp(-s))."""

    def h(s):
        return np.tanh(s)


class hidden_bias_dropped:
    """The biases of the hidden units are missing: s = V x + a."""

    def s(V, x):
        return V @ x


class output_bias_dropped:
    """The biases of the scores are missing: u = W h + b."""

    def u(W, h):
        return W @ h


class sigmoid_on_output:
    """The scores pass through a sigmoid before the softmax; it is taken of the scores u themselves."""

    def logp(u):
        squashed = 1 / (1 + np.exp(-u))
        return squashed - np.logaddexp.reduce(squashed)


class u_as_probability:
    """The scores are divided by their sum; they may be negative, and exp(u_j) is what is normalised."""

    def p(u):
        return u / u.sum()

    def l(p, t):  # noqa: E743 - its name in the exercise
        return np.log(p[t])
