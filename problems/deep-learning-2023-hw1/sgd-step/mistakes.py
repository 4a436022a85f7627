"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class biases_not_updated:
    """The biases stay as they were; the step is for all four parameters."""

    def b1(b1):
        return b1

    def b2(b2):
        return b2


class gradient_ascent:
    """The step goes up the gradient; descent subtracts eta times the gradient."""

    def W1(W1, eta, d1, x):
        return W1 + eta * np.outer(d1, x)

    def b1(b1, eta, d1):
        return b1 + eta * d1

    def W2(W2, eta, d2, a1):
        return W2 + eta * np.outer(d2, a1)

    def b2(b2, eta, d2):
        return b2 + eta * d2


class forward_repeated:
    """The hidden gradients come from a second forward pass with new W2 and b2; use the old values for all."""

    def W1(W1, W2, b2, eta, d2, s1, a1, x, y):
        return W1 - eta * np.outer(_second_pass(W2, b2, eta, d2, s1, a1, y), x)

    def b1(b1, W2, b2, eta, d2, s1, a1, y):
        return b1 - eta * _second_pass(W2, b2, eta, d2, s1, a1, y)


class new_w2_in_backward:
    """The error goes back through the new W2; every gradient is taken at the old parameters."""

    def d1(W2, d2, s1, a1, eta):
        return ((W2 - eta * np.outer(d2, a1)).T @ d2) * 5 * (s1 > 0)


class gradient_accumulated:
    """The step is twice too long, as if the gradients of an earlier pass had not been cleared."""

    def W1(W1, eta, d1, x):
        return W1 - 2 * eta * np.outer(d1, x)

    def b1(b1, eta, d1):
        return b1 - 2 * eta * d1

    def W2(W2, eta, d2, a1):
        return W2 - 2 * eta * np.outer(d2, a1)

    def b2(b2, eta, d2):
        return b2 - 2 * eta * d2


class missing_factor_2:
    """The step is half as long as it should be: the cost has no 1/2 that would cancel the 2 of the square."""

    def d2(yt, y):
        return yt - y


class slope_5_omitted:
    """The hidden activation is relu(s1); the exercise has slope 5, a1 = 5 relu(s1)."""

    def a1(s1):
        return np.maximum(s1, 0)

    def d1(W2, d2, s1):
        return (W2.T @ d2) * (s1 > 0)


class gradients_returned:
    """These are the gradients; the new parameters are asked for, theta - eta dC/dtheta."""

    def W1(d1, x):
        return np.outer(d1, x)

    def b1(d1):
        return d1

    def W2(d2, a1):
        return np.outer(d2, a1)

    def b2(d2):
        return d2


def _second_pass(W2, b2, eta, d2, s1, a1, y):
    """dC/ds1 where the output layer has made its step already."""
    new_W2, new_b2 = W2 - eta * np.outer(d2, a1), b2 - eta * d2
    return (new_W2.T @ (2 * (new_W2 @ a1 + new_b2 - y))) * 5 * (s1 > 0)
