"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


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

    def mask(S1):
        return np.ones_like(S1)


class inverted_mask:
    """The relu's derivative is the wrong way round: it is 1 where S1 > 0 and 0 where S1 < 0."""

    def mask(S1):
        return S1 < 0


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


class relu_as_its_derivative:
    """D1 is multiplied by the relu max(0, S1) itself; its derivative is 1 where S1 > 0, and 0 elsewhere."""

    def mask(S1):
        return np.maximum(S1, 0)
