"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class x_instead_of_h:
    """dW uses the sample x; the output layer's input is the hidden units h."""

    def dW(r, x):
        return np.outer(r, x)


class s_instead_of_h:
    """dW uses the pre-activations s; the output layer's input is the hidden units h = sigmoid(s)."""

    def dW(r, s):
        return np.outer(r, s)


class transposed_result:
    """dW is transposed: it has the shape of W, (C, K), with one row a class."""

    def dW(r, h):
        return np.outer(h, r)


class indicator_missing:
    """The true class lacks its 1: dl/du_j is 1 - p_j for j = t and -p_j otherwise."""

    def r(p):
        return -p


class times_sigmoid_derivative:
    """dW has a factor h (1 - h) too many: no sigmoid lies between W and the scores."""

    def dW(r, h):
        return np.outer(r, h * h * (1 - h))
