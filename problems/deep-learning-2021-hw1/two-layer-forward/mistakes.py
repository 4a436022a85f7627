"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sigmoid_hidden:
    """The hidden layer is a sigmoid; here it is a softmax over the hidden units of each row."""

    def Yh(hidden_net):
        return 1 / (1 + np.exp(-hidden_net))


class hidden_softmax_axis_0:
    """The hidden softmax runs over the samples; each row, which is one sample, should sum to 1."""

    def Yh(hidden_net):
        powers = np.exp(hidden_net - hidden_net.max(axis=0))
        return powers / powers.sum(axis=0)


class no_hidden_activation:
    """The hidden layer has no activation; it is a softmax over the hidden units."""

    def Yh(hidden_net):
        return hidden_net


class missing_one_over_n:
    """J is summed over the samples; it is their average, with the factor 1/N of equation 2."""

    def J(Z, y):
        return -np.log(Z[np.arange(len(y)), y]).sum()


class sign_flipped:
    """The sign of J is wrong: logarithms of probabilities are negative, and the minus makes J positive."""

    def J(Z, y):
        return np.log(Z[np.arange(len(y)), y]).mean()


class no_output_activation:
    """Z holds the logits of the output layer; the softmax of each row is missing."""

    def Z(net):
        return net


class output_softmax_axis_0:
    """The output softmax runs over the samples; each row of Z, which is one sample, should sum to 1."""

    def Z(net):
        powers = np.exp(net - net.max(axis=0))
        return powers / powers.sum(axis=0)
