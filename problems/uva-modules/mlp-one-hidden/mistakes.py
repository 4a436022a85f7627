"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class softmax_left_out:
    """The softmax at the end is left out, forwards and backwards: the last module is a SoftMaxModule."""

    def out(s2):
        return s2

    def ds2(dout):
        return dout


class softmax_not_in_backward:
    """backward leaves the softmax module out: it goes through all modules, the last one first."""

    def ds2(dout):
        return dout


class softmax_over_the_batch:
    """The probabilities of the whole batch sum to 1; it is each row whose sum is 1: axis=1 and keepdims=True."""

    def out(s2):
        return np.exp(s2 - np.logaddexp.reduce(s2, axis=None))


class softmax_jacobian_diagonal:
    """The Jacobian of the softmax has its diagonal s_i (1 - s_i) alone: off it there is -s_i s_j."""

    def ds2(dout, out):
        return dout * out * (1 - out)


class activation_left_out:
    """The ELU after a hidden layer is left out, forwards and backwards."""

    def h1(s1):
        return s1

    def ds1(ds2, W2):
        return ds2 @ W2


class relu_for_elu:
    """A ReLU stands after the hidden layers; here it is an ELU, which is exp(x) - 1 where x is negative."""

    def h1(s1):
        return np.maximum(s1, 0)

    def ds1(ds2, W2, s1):
        return ds2 @ W2 * (s1 > 0)


class activation_not_in_backward:
    """backward leaves the ELU modules out: it goes through all modules, the last one first."""

    def ds1(ds2, W2):
        return ds2 @ W2


class elu_derivative_at_the_output:
    """The derivative of the ELU is exp of its input, not of its output, where that is negative."""

    def ds1(ds2, W2, h1):
        return ds2 @ W2 * np.exp(np.minimum(h1, 0))


class activation_before_the_softmax:
    """An ELU stands after the last linear module too: ELUs stand after hidden layers alone."""

    def out(s2):
        activated = np.where(s2 > 0, s2, np.expm1(s2))
        return np.exp(activated - np.logaddexp.reduce(activated, axis=1, keepdims=True))

    def ds2(dout, out, s2):
        inner = out * (dout - np.sum(dout * out, axis=1, keepdims=True))
        return inner * np.exp(np.minimum(s2, 0))
