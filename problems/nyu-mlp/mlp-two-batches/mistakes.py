"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class gradients_not_cleared:
    """The gradients of both batches are added: clear_grad_and_cache has to set them back to zero in between."""

    def dJdW2(dz2, h, x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function):
        h_before, dz2_before, _ = _both(
            x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function
        )
        return dz2.T @ h + dz2_before.T @ h_before

    def dJdb2(dz2, x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function):
        _, dz2_before, _ = _both(x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function)
        return dz2.sum(axis=0) + dz2_before.sum(axis=0)

    def dJdW1(dz1, x, x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function):
        _, _, dz1_before = _both(x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function)
        return dz1.T @ x + dz1_before.T @ x_before

    def dJdb1(dz1, x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function):
        _, _, dz1_before = _both(x_before, dJdy_hat_before, W1, b1, W2, b2, f_function, g_function)
        return dz1.sum(axis=0) + dz1_before.sum(axis=0)


class first_batch_kept:
    """backward goes through the first batch again: forward has to keep the values of the batch that came last."""

    def g_slope(x_before, W1, b1, W2, b2, f_function, g_function):
        return _slope(_forward(x_before, W1, b1, W2, b2, f_function)[2], g_function)

    def dJdW2(dz2, x_before, W1, b1, W2, b2, f_function):
        return dz2.T @ _forward(x_before, W1, b1, W2, b2, f_function)[1]

    def f_slope(x_before, W1, b1, W2, b2, f_function):
        return _slope(_forward(x_before, W1, b1, W2, b2, f_function)[0], f_function)

    def dJdW1(dz1, x_before):
        return dz1.T @ x_before


class input_of_the_first_batch:
    """dJdW1 uses the x of the first batch: forward has to keep the x that it gets, on every call."""

    def dJdW1(dz1, x_before):
        return dz1.T @ x_before


class upstream_gradient_forgotten:
    """backward does not use dJdy_hat; by the chain rule, it multiplies the derivative of g entry by entry."""

    def dz2(g_slope):
        return g_slope


def _forward(x, W1, b1, W2, b2, f_function):
    z1 = x @ W1.T + b1
    h = _activation(z1, f_function)
    return z1, h, h @ W2.T + b2


def _both(x, dJdy_hat, W1, b1, W2, b2, f_function, g_function):
    """h, dz2 and dz1 of a batch."""
    z1, h, z2 = _forward(x, W1, b1, W2, b2, f_function)
    dz2 = dJdy_hat * _slope(z2, g_function)
    return h, dz2, dz2 @ W2 * _slope(z1, f_function)


def _activation(z, name):
    if name == "relu":
        return np.maximum(z, 0)
    return 1 / (1 + np.exp(-z)) if name == "sigmoid" else z


def _slope(z, name):
    if name == "relu":
        return 1.0 * (z > 0)
    return (
        _activation(z, name) * (1 - _activation(z, name)) if name == "sigmoid" else np.ones_like(z)
    )
