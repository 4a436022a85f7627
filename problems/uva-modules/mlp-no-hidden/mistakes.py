"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class softmax_left_out:
    """The softmax at the end is left out, forwards and backwards: the last module is a SoftMaxModule."""

    def out(s1):
        return s1

    def ds1(dout):
        return dout


class softmax_not_in_backward:
    """backward leaves the softmax module out: it goes through all modules, the last one first."""

    def ds1(dout):
        return dout


class softmax_over_the_batch:
    """The probabilities of the whole batch sum to 1; it is each row whose sum is 1: axis=1 and keepdims=True."""

    def out(s1):
        return np.exp(s1 - np.logaddexp.reduce(s1, axis=None))


class softmax_jacobian_diagonal:
    """The Jacobian of the softmax has its diagonal s_i (1 - s_i) alone: off it there is -s_i s_j."""

    def ds1(dout, out):
        return dout * out * (1 - out)


class activation_before_the_softmax:
    """An ELU stands after the last linear module: ELUs stand after hidden layers alone, and here there is none."""

    def out(s1):
        activated = np.where(s1 > 0, s1, np.expm1(s1))
        return np.exp(activated - np.logaddexp.reduce(activated, axis=1, keepdims=True))

    def ds1(dout, out, s1):
        inner = out * (dout - np.sum(dout * out, axis=1, keepdims=True))
        return inner * np.exp(np.minimum(s1, 0))
