"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """J is the sum over the samples; it is their mean, so divide by N."""

    def J(Y, Yhat):
        return -(Y * np.log(Yhat)).sum()


class softmax_over_wrong_axis:
    """The softmax runs along the rows, over the samples; each column of Yhat has to sum to 1."""

    def Yhat(net):
        return np.exp(net - np.logaddexp.reduce(net, axis=1, keepdims=True))


class product_of_branches:
    """The output layer gets h1 times h2; the branches are added, h1 + h2."""

    def net(W3, h1, h2, b3):
        return W3 @ (h1 * h2) + b3[:, None]


class difference_of_branches:
    """The output layer gets h1 - h2; the branches are added, h1 + h2."""

    def net(W3, h1, h2, b3):
        return W3 @ (h1 - h2) + b3[:, None]


class shared_weights:
    """The second branch uses W1 and b1; it has its own weights, W2 and b2."""

    def S2(W1, X, b1):
        return W1 @ X + b1[:, None]


class b3_dropped:
    """The output layer lacks its biases: it is W3 (h1 + h2) + b3."""

    def net(W3, h1, h2):
        return W3 @ (h1 + h2)


class diagonal_terms_only:
    """J has one index for sample and class, as printed; sum over the k classes of every sample."""

    def J(Y, Yhat):
        return -(Y * np.log(Yhat)).diagonal().sum() / Y.shape[1]


class minus_dropped:
    """J lacks the minus, as in equation 36; the logarithms are negative and the loss is positive."""

    def J(Y, Yhat):
        return (Y * np.log(Yhat)).sum() / Y.shape[1]


class biases_as_rows:
    """The biases are added to the rows; they belong to every column: add b1[:, None]."""

    def h1(W1, X, b1):
        return 1 / (1 + np.exp(-(W1 @ X + b1)))

    def S2(W2, X, b2):
        return W2 @ X + b2

    def net(W3, h1, h2, b3):
        return W3 @ (h1 + h2) + b3
