"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class half_sum_loss:
    """The loss is half the sum of squares; here it is also averaged over the N samples: 1/(2N)."""

    def L(Y, y):
        return ((Y - y) ** 2).sum() / 2


class mse_without_half:
    """The loss has 1/N; the exercise's has 1/(2N)."""

    def L(Y, y):
        return ((Y - y) ** 2).sum() / y.shape[1]


class relu_on_output:
    """There is a relu on the output; only the hidden layer has one, Y = W2 Z1."""

    def Y(W2, Z1):
        return np.maximum(W2 @ Z1, 0)


class tanh_hidden:
    """The hidden activation is tanh; the exercise uses relu."""

    def Z1(S1):
        return np.tanh(S1)


class tanh_throughout:
    """The hidden activation and its derivative are those of tanh; the exercise uses relu."""

    def Z1(S1):
        return np.tanh(S1)

    def D1(W2, D_out, S1):
        return (W2.T @ D_out) * (1 - np.tanh(S1) ** 2)


class root:
    """The loss is the square root of the one asked for: the norm is squared."""

    def L(Y, y):
        return np.sqrt(((Y - y) ** 2).sum() / (2 * y.shape[1]))


class mean_over_outputs_too:
    """The loss is averaged over outputs and samples; it is averaged over the N samples only."""

    def L(Y, y):
        return ((Y - y) ** 2).mean() / 2


class missing_one_over_n:
    """D_out = Y - y lacks the 1/N: the loss is averaged over the N samples, so its gradient is too."""

    def D_out(Y, y):
        return Y - y


class factor_2:
    """D_out is twice too large: the 1/2 of the loss cancels the 2 of the square."""

    def D_out(Y, y):
        return 2 * (Y - y) / y.shape[1]


class no_relu_mask:
    """D1 = W2^T D_out lacks the derivative of the relu: multiply by 1 where S1 > 0, by 0 elsewhere."""

    def D1(W2, D_out):
        return W2.T @ D_out


class inverted_mask:
    """The relu's derivative is the wrong way round: it is 1 where S1 > 0 and 0 where S1 < 0."""

    def D1(W2, D_out, S1):
        return (W2.T @ D_out) * (S1 < 0)


class transposed_result:
    """The weight gradients are transposed: dW2 = D_out Z1^T and dW1 = D1 X^T have the weights' shapes."""

    def dW2(D_out, Z1):
        return Z1 @ D_out.T

    def dW1(D1, X):
        return X @ D1.T


class s1_in_dw2:
    """dW2 uses the pre-activation S1; the output layer's input is the activation: dW2 = D_out Z1^T."""

    def dW2(D_out, S1):
        return D_out @ S1.T
