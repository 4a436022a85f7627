"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sigma_prime_omitted:
    """The derivative of the sigmoid is missing: with the squared cost, dC/ds2 has the factor yt (1 - yt)."""

    def d2(yt, y):
        return 2 * (yt - y)


class tanh_prime_omitted:
    """The derivative of tanh is missing from the hidden layer's gradients: they need the factor 1 - a1^2."""

    def d1(W2, d2):
        return W2.T @ d2


class sigma_at_activation:
    """The derivative of the sigmoid is taken at yt; it belongs at s2, where it is yt (1 - yt)."""

    def d2(yt, y):
        again = 1 / (1 + np.exp(-yt))
        return 2 * (yt - y) * again * (1 - again)


class tanh_at_activation:
    """The derivative of tanh is taken at a1; it belongs at s1, where it is 1 - a1^2."""

    def d1(W2, d2, a1):
        return (W2.T @ d2) * (1 - np.tanh(a1) ** 2)


class missing_factor_2:
    """The gradients are half of what is asked: the cost has no 1/2 that would cancel the 2 of the square."""

    def d2(yt, y):
        return (yt - y) * yt * (1 - yt)


class mean_over_k:
    """The gradients are divided by K; the cost is the sum over the outputs, not their mean."""

    def d2(yt, y):
        return 2 * (yt - y) * yt * (1 - yt) / len(y)


class softmax_jacobian:
    """The error goes through the Jacobian of a softmax; each output has a sigmoid of its own."""

    def d2(yt, y):
        return (np.diag(yt) - np.outer(yt, yt)) @ (2 * (yt - y))


class sign_flipped:
    """All gradients have the wrong sign: dC/dyt = 2 (yt - y)."""

    def d2(yt, y):
        return 2 * (y - yt) * yt * (1 - yt)


class w2_not_transposed:
    """The error goes back through W2; dC/da1 = W2^T d2 needs the transpose."""

    def d1(W2, d2, a1):
        return (W2 @ d2) * (1 - a1**2)


class transposed_result:
    """The weight gradients are transposed: dW1 and dW2 have the shapes of W1 and W2."""

    def dW1(d1, x):
        return np.outer(x, d1)

    def dW2(d2, a1):
        return np.outer(a1, d2)
