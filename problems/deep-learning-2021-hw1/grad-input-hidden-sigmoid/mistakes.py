"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """The factor 1/N is missing: J is averaged over the samples, so delta_h and the gradient are too."""

    def delta(T, Z):
        return T - Z


class weight_sign_flipped:
    """dw_ih is minus the gradient: delta_h carries a minus that dJ/dw_ih needs undone."""

    def dw_ih(delta_h, X):
        return delta_h.T @ X


class sensitivity_sign_flipped:
    """delta_h is the gradient by the hidden logits itself; the sensitivity is minus it."""

    def B(delta, w_ho):
        return -delta @ w_ho

    def dw_ih(delta_h, X):
        return delta_h.T @ X


class sign_flipped:
    """Both signs are wrong: delta_h is minus a gradient, dw_ih is the gradient itself."""

    def B(delta, w_ho):
        return -delta @ w_ho


class softmax_jacobian:
    """The Jacobian is a softmax's, as in equation 15; with sigmoid units it is diagonal: Yh (1 - Yh)."""

    def delta_h(B, Yh):
        return Yh * (B - (B * Yh).sum(axis=1, keepdims=True))


class derivative_at_activation:
    """The sigmoid's derivative is taken at the hidden outputs; at the hidden logits it is Yh (1 - Yh)."""

    def delta_h(B, Yh):
        again = 1 / (1 + np.exp(-Yh))
        return B * again * (1 - again)


class tanh_derivative:
    """1 - Yh^2 is the derivative of tanh; that of the sigmoid is Yh (1 - Yh)."""

    def delta_h(B, Yh):
        return B * (1 - Yh**2)


class no_hidden_derivative:
    """The derivative of the hidden sigmoid is missing: delta_h stops at the hidden outputs."""

    def delta_h(B):
        return B


class softmax_hidden:
    """The hidden layer is a softmax; in this exercise it is a sigmoid, with the derivative Yh (1 - Yh)."""

    def Yh(hidden_net):
        powers = np.exp(hidden_net - hidden_net.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def delta_h(B, Yh):
        return Yh * (B - (B * Yh).sum(axis=1, keepdims=True))


class transposed_result:
    """dw_ih is transposed: it has the shape of w_ih, (nH, d), with one row a hidden unit."""

    def dw_ih(delta_h, X):
        return -X.T @ delta_h


class output_layer_gradient:
    """These belong to the output layer; those of the hidden layer and its weights w_ih are asked for."""

    def delta_h(delta):
        return delta

    def dw_ih(delta, Yh):
        return -delta.T @ Yh
