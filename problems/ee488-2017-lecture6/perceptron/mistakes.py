"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class outputs_plus_minus_1:
    """The outputs are -1 and +1, the sign of w.x + b; this perceptron gives 0 and 1."""

    def y(u):
        return np.sign(u)


class bias_dropped:
    """The bias is left out: what is compared with 0 is w.x + b."""

    def u(X, w):
        return X @ w


class inequality_reversed:
    """The output is 1 where w.x + b is negative; it should be 1 where it is positive."""

    def y(u):
        return 1.0 * (u < 0)


class sigmoid_output:
    """The output is the sigmoid of w.x + b; a perceptron decides: 1 if w.x + b > 0, else 0."""

    def y(u):
        return 1 / (1 + np.exp(-u))


class bias_subtracted:
    """The bias is subtracted, as a threshold would be; here it is added: w.x + b > 0."""

    def u(X, w, b):
        return X @ w - b
