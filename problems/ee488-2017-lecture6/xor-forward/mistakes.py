"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class x_wt:
    """The weights are transposed: a column of W belongs to a hidden unit, so the product is X W."""

    def XW(X, W):
        return X @ W.T


class no_relu:
    """The hidden units are linear: the relu sets negative pre-activations to 0."""

    def H(A):
        return A


class c_dropped:
    """The hidden biases c are left out: they are added to every row of X W."""

    def A(XW):
        return XW


class b_dropped:
    """The output bias b is left out; in the lecture's solutions it is 0, in general it is not."""

    def y(H, w):
        return H @ w


class relu_before_c:
    """The relu is taken before c is added; it acts on the sum X W + c."""

    def H(XW, c):
        return np.maximum(XW, 0) + c


class thresholded_output:
    """The output is rounded to 0 or 1; the output unit is linear, H w + b."""

    def y(H, w, b):
        return 1.0 * (H @ w + b > 0.5)
