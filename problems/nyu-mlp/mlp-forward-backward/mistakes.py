"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class upstream_gradient_forgotten:
    """backward does not use dJdy_hat; by the chain rule, it multiplies the derivative of g entry by entry."""

    def dz2(g_slope):
        return g_slope


class f_on_the_output:
    """The output layer uses f_function too; its activation is g_function, forward and backward."""

    def y_hat(z2, f_function):
        return _activation(z2, f_function)

    def g_slope(z2, f_function):
        return _slope(z2, f_function)


class f_slope_on_the_output:
    """backward uses the derivative of f_function at the output layer; its activation is g_function."""

    def g_slope(z2, f_function):
        return _slope(z2, f_function)


class f_slope_at_the_prediction:
    """backward uses the derivative of f_function at the output layer; its activation is g_function."""

    def g_slope(z2, y_hat, f_function):
        return y_hat * (1 - y_hat) if f_function == "sigmoid" else _slope(z2, f_function)


class g_slope_at_the_hidden_value:
    """backward uses the derivative of g_function at the hidden layer; its activation is f_function."""

    def f_slope(z1, h, g_function):
        return h * (1 - h) if g_function == "sigmoid" else _slope(z1, g_function)


class relu_everywhere:
    """Both layers have a relu, whatever f_function and g_function are: look at these names."""

    def h(z1):
        return np.maximum(z1, 0)

    def y_hat(z2):
        return np.maximum(z2, 0)

    def g_slope(z2):
        return 1.0 * (z2 > 0)

    def f_slope(z1):
        return 1.0 * (z1 > 0)


class g_slope_on_the_hidden_layer:
    """backward uses the derivative of g_function at the hidden layer; its activation is f_function."""

    def f_slope(z1, g_function):
        return _slope(z1, g_function)


class g_slope_omitted:
    """backward leaves out the derivative of g_function: multiply dJdy_hat by it before anything else."""

    def dz2(dJdy_hat):
        return dJdy_hat


class f_slope_omitted:
    """backward leaves out the derivative of f_function: multiply the gradient of the hidden layer by it."""

    def dz1(dh):
        return dh


class g_slope_skipped_on_the_way_back:
    """The gradient of the hidden layer is dJdy_hat W2, without the derivative of g; take the gradient before g."""

    def dh(dJdy_hat, W2):
        return dJdy_hat @ W2


class averaged_in_backward:
    """backward divides by the batch size; the loss does that, and it is in dJdy_hat already. Sum over the batch."""

    def dJdW2(dz2, h):
        return dz2.T @ h / len(h)

    def dJdb2(dz2):
        return dz2.mean(axis=0)

    def dJdW1(dz1, x):
        return dz1.T @ x / len(x)

    def dJdb1(dz1):
        return dz1.mean(axis=0)


class biases_averaged:
    """The gradients of the biases are means over the batch; they are sums, as those of the weights are."""

    def dJdb2(dz2):
        return dz2.mean(axis=0)

    def dJdb1(dz1):
        return dz1.mean(axis=0)


class sigmoid_of_minus_z:
    """The sigmoid has the wrong sign in its exponent: it rises with z, 1/(1 + exp(-z))."""

    def h(z1, f_function):
        return _activation(-z1 if f_function == "sigmoid" else z1, f_function)

    def y_hat(z2, g_function):
        return _activation(-z2 if g_function == "sigmoid" else z2, g_function)


class sigmoid_slope_of_the_value:
    """The derivative of the sigmoid takes the sigmoid twice: with a = sigmoid(z), it is a (1 - a)."""

    def g_slope(z2, y_hat, g_function):
        return _slope(y_hat if g_function == "sigmoid" else z2, g_function)

    def f_slope(z1, h, f_function):
        return _slope(h if f_function == "sigmoid" else z1, f_function)


class sigmoid_slope_without_sigmoid:
    """The derivative of the sigmoid is written as z (1 - z); with a = sigmoid(z), it is a (1 - a)."""

    def g_slope(z2, g_function):
        return z2 * (1 - z2) if g_function == "sigmoid" else _slope(z2, g_function)

    def f_slope(z1, f_function):
        return z1 * (1 - z1) if f_function == "sigmoid" else _slope(z1, f_function)


class identity_slope_is_z:
    """The derivative of the identity is taken as z itself; it is 1."""

    def g_slope(z2, g_function):
        return z2 if g_function == "identity" else _slope(z2, g_function)

    def f_slope(z1, f_function):
        return z1 if f_function == "identity" else _slope(z1, f_function)


class relu_of_the_gradient:
    """backward puts the gradient through relu; its derivative is 1 where z > 0, whatever sign the gradient has."""

    def dz2(dJdy_hat, z2, g_function):
        if g_function == "relu":
            return np.maximum(dJdy_hat, 0)
        return dJdy_hat * _slope(z2, g_function)

    def dz1(dh, z1, f_function):
        return np.maximum(dh, 0) if f_function == "relu" else dh * _slope(z1, f_function)


class relu_slope_is_relu:
    """backward multiplies by relu(z); the derivative of relu is 1 where z > 0, and 0 elsewhere."""

    def g_slope(z2, g_function):
        return np.maximum(z2, 0) if g_function == "relu" else _slope(z2, g_function)

    def f_slope(z1, f_function):
        return np.maximum(z1, 0) if f_function == "relu" else _slope(z1, f_function)


class z1_for_the_hidden_values:
    """dJdW2 uses the hidden layer before its activation; the second layer has f(z1) as its input."""

    def dJdW2(dz2, z1):
        return dz2.T @ z1


class weights_not_transposed:
    """forward multiplies by W1 and W2 as they are; their rows stand for outputs: x W1^T and h W2^T."""

    def z1(x, W1, b1):
        return x @ W1 + b1

    def z2(h, W2, b2):
        return h @ W2 + b2


class f_never_applied:
    """The hidden activation is left out of forward: the second layer gets f(z1), not z1."""

    def h(z1):
        return z1


class g_never_applied:
    """forward ends before the activation of the output: y_hat is g(z2), not z2."""

    def y_hat(z2):
        return z2


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
