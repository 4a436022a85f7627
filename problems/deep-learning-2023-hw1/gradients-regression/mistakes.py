"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class slope_5_omitted:
    """The derivative of the activation is 1 on active units; the activation is 5 relu(s1), so it is 5."""

    def d1(W2, d2, s1):
        return (W2.T @ d2) * (s1 > 0)


class slope_5_backward_only:
    """The forward pass uses relu(s1), the derivative has the slope 5: both need it, a1 = 5 relu(s1)."""

    def a1(s1):
        return np.maximum(s1, 0)


class slope_1_throughout:
    """The activation is relu(s1) in both passes; the exercise has slope 5, a1 = 5 relu(s1)."""

    def a1(s1):
        return np.maximum(s1, 0)

    def d1(W2, d2, s1):
        return (W2.T @ d2) * (s1 > 0)


class missing_factor_2:
    """The gradients are half of what is asked: the cost has no 1/2 that would cancel the 2 of the square."""

    def d2(yt, y):
        return yt - y


class unsquared_norm:
    """These are the gradients of the norm of yt - y; the cost is its square."""

    def d2(yt, y):
        return (yt - y) / np.linalg.norm(yt - y)


class mean_over_k:
    """The gradients are divided by K; the cost is the sum over the outputs, not their mean."""

    def d2(yt, y):
        return 2 * (yt - y) / len(y)


class sign_flipped:
    """All gradients have the wrong sign: dC/dyt = 2 (yt - y)."""

    def d2(yt, y):
        return 2 * (y - yt)


class mask_omitted:
    """The hidden gradients ignore the relu: its derivative is 0 on units with s1 < 0."""

    def d1(W2, d2):
        return 5 * (W2.T @ d2)


class w2_not_transposed:
    """The error goes back through W2; dC/da1 = W2^T d2 needs the transpose."""

    def d1(W2, d2, s1):
        return (W2 @ d2) * 5 * (s1 > 0)


class transposed_result:
    """The weight gradients are transposed: dW1 and dW2 have the shapes of W1 and W2."""

    def dW1(d1, x):
        return np.outer(x, d1)

    def dW2(d2, a1):
        return np.outer(a1, d2)


class mask_on_wrong_side:
    """The relu's derivative multiplies the rows of W2; it belongs to the hidden units, the columns of W2."""

    def d1(W2, d2, s1):
        return ((5 * (s1 > 0))[:, np.newaxis] * W2).T @ d2
