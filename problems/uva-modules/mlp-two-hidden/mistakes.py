"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class softmax_left_out:
    """The softmax at the end is left out, forwards and backwards: the last module is a SoftMaxModule."""

    def out(s3):
        return s3

    def ds3(dout):
        return dout


class softmax_not_in_backward:
    """backward leaves the softmax module out: it goes through all modules, the last one first."""

    def ds3(dout):
        return dout


class softmax_over_the_batch:
    """The probabilities of the whole batch sum to 1; it is each row whose sum is 1: axis=1 and keepdims=True."""

    def out(s3):
        return np.exp(s3 - np.logaddexp.reduce(s3, axis=None))


class softmax_jacobian_diagonal:
    """The Jacobian of the softmax has its diagonal s_i (1 - s_i) alone: off it there is -s_i s_j."""

    def ds3(dout, out):
        return dout * out * (1 - out)


class activation_left_out:
    """The ELU after a hidden layer is left out, forwards and backwards."""

    def h1(s1):
        return s1

    def ds1(ds2, W2):
        return ds2 @ W2

    def h2(s2):
        return s2

    def ds2(ds3, W3):
        return ds3 @ W3


class relu_for_elu:
    """A ReLU stands after the hidden layers; here it is an ELU, which is exp(x) - 1 where x is negative."""

    def h1(s1):
        return np.maximum(s1, 0)

    def ds1(ds2, W2, s1):
        return ds2 @ W2 * (s1 > 0)

    def h2(s2):
        return np.maximum(s2, 0)

    def ds2(ds3, W3, s2):
        return ds3 @ W3 * (s2 > 0)


class activation_not_in_backward:
    """backward leaves the ELU modules out: it goes through all modules, the last one first."""

    def ds1(ds2, W2):
        return ds2 @ W2

    def ds2(ds3, W3):
        return ds3 @ W3


class elu_derivative_at_the_output:
    """The derivative of the ELU is exp of its input, not of its output, where that is negative."""

    def ds1(ds2, W2, h1):
        return ds2 @ W2 * np.exp(np.minimum(h1, 0))

    def ds2(ds3, W3, h2):
        return ds3 @ W3 * np.exp(np.minimum(h2, 0))


class activation_before_the_softmax:
    """An ELU stands after the last linear module too: ELUs stand after hidden layers alone."""

    def out(s3):
        activated = np.where(s3 > 0, s3, np.expm1(s3))
        return np.exp(activated - np.logaddexp.reduce(activated, axis=1, keepdims=True))

    def ds3(dout, out, s3):
        inner = out * (dout - np.sum(dout * out, axis=1, keepdims=True))
        return inner * np.exp(np.minimum(s3, 0))


class one_activation_for_all:
    """One ELU object serves all hidden layers, and remembers the last forward pass alone: make one for each layer."""

    def ds1(ds2, W2, s2):
        return ds2 @ W2 * np.exp(np.minimum(s2, 0))


class no_second_activation:
    """Only the first hidden layer has an ELU: one stands after every hidden layer."""

    def h2(s2):
        return s2

    def ds2(ds3, W3):
        return ds3 @ W3


class no_first_activation:
    """Only the last hidden layer has an ELU: one stands after every hidden layer."""

    def h1(s1):
        return s1

    def ds1(ds2, W2):
        return ds2 @ W2
