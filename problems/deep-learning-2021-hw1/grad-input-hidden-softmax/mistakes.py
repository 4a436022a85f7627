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


class elementwise_derivative:
    """Yh (1 - Yh) is the derivative of sigmoid units; in a softmax each logit changes the whole row."""

    def delta_h(B, Yh):
        return B * Yh * (1 - Yh)


class no_hidden_derivative:
    """The derivative of the hidden softmax is missing: delta_h stops at the hidden outputs."""

    def delta_h(B):
        return B


class derivative_at_pre_activation:
    """The derivative s (1 - s) is taken at the logits; the softmax's is written with its outputs Yh."""

    def delta_h(B, hidden_net):
        return B * hidden_net * (1 - hidden_net)


class w_not_used:
    """The outputs' sensitivities are summed without weights; each reaches unit j through w_ho[:, j]."""

    def B(delta, Yh):
        return delta.sum(axis=1, keepdims=True) + np.zeros_like(Yh)


class hidden_softmax_over_batch:
    """The hidden softmax runs over the samples; each row, which is one sample, should sum to 1."""

    def Yh(hidden_net):
        powers = np.exp(hidden_net - hidden_net.max(axis=0))
        return powers / powers.sum(axis=0)


class sigmoid_hidden:
    """The hidden layer is a sigmoid; here it is a softmax, with the softmax's Jacobian."""

    def Yh(hidden_net):
        return 1 / (1 + np.exp(-hidden_net))

    def delta_h(B, Yh):
        return B * Yh * (1 - Yh)


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
