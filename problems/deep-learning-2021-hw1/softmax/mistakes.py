"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class softmax_over_wrong_axis:
    """Each column is normalised; each row, which is one sample, should sum to 1."""

    def shifted(net):
        return net - net.max(axis=0)

    def Z(powers):
        return powers / powers.sum(axis=0)


class global_normaliser:
    """All entries are divided by one sum over the whole matrix; each row needs a sum of its own."""

    def shifted(net):
        return net - net.max()

    def Z(powers):
        return powers / powers.sum()


class global_max_shift:
    """The whole matrix's maximum is subtracted: rows far below it become 0/0. Each row needs its own."""

    def shifted(net):
        return net - net.max()


class shift_only_in_numerator:
    """The maximum is subtracted in the numerator only; the denominator needs the same shift."""

    def Z(powers, net):
        return powers / np.exp(net).sum(axis=1, keepdims=True)


class elementwise_sigmoid:
    """This is the sigmoid of each entry; the softmax divides by the sum over the row."""

    def Z(net):
        return 1 / (1 + np.exp(-net))


class not_shifted:
    """Large logits overflow: exp(1000) is infinite. Subtracting the row's maximum changes no quotient."""

    def shifted(net):
        return net


class not_normalised:
    """The exponentials are not divided by their sum over the row: the rows do not sum to 1."""

    def Z(powers):
        return powers


class log_softmax:
    """This is the logarithm of the softmax; the probabilities themselves are asked for."""

    def Z(shifted, powers):
        return shifted - np.log(powers.sum(axis=1, keepdims=True))
