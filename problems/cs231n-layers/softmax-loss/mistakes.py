"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sum_without_axis:
    """The exponentials of all examples are summed: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(x):
        shifted = x - x.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum())


class one_sum_for_all:
    """One sum is taken of all exponentials: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(x):
        return x - np.logaddexp.reduce(x, axis=None)


class sum_over_examples:
    """The exponentials are summed over the examples, axis 0; the sum runs over the classes, axis 1."""

    def log_P(x):
        shifted = x - x.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=0))


class softmax_of_each_class:
    """The softmax is taken down the columns, over the examples, axis 0; it runs along the rows, over the classes, axis 1."""

    def log_P(x):
        return x - np.logaddexp.reduce(x, axis=0)


class greatest_of_each_column:
    """The greatest score of each class is subtracted; what all scores of a row lose must be one number, axis=1."""

    def log_P(x):
        shifted = x - x.max(axis=0)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


class columns_of_all_labels:
    """[:, y] takes the columns of all labels for every example; [np.arange(N), y] takes one for each."""

    def loss(log_P, y):
        return -log_P[:, y].mean()

    def dx(P, y):
        taken = P.copy()
        taken[:, y] -= 1
        return taken / len(P)


class true_class_not_subtracted:
    """The gradient has the probabilities alone; in the column of the own class, 1 is still to be subtracted."""

    def dx(P):
        return P / len(P)


class log_of_nearly_p:
    """1e-5 is added to the probability before the logarithm, which changes the loss: subtracting the greatest score is enough."""

    def loss(P, y):
        return -np.log(P[np.arange(len(y)), y] + 1e-5).mean()


class both_cross_entropies:
    """The other classes are counted too, by ln(1 - p); the loss has the probability of the own class alone."""

    def loss(P, targets):
        return -(targets * np.log(P) + (1 - targets) * np.log(1 - P)).sum() / len(P)


class not_normalised:
    """The gradient has exp of the scores; they are still to be divided by their sum, which gives the probabilities."""

    def dx(x, targets):
        return (np.exp(x - x.max(axis=1, keepdims=True)) - targets) / len(x)


class scores_for_probabilities:
    """1 is subtracted from the scores; the gradient has the probabilities in their place."""

    def dx(x, targets):
        return (x - x.max(axis=1, keepdims=True) - targets) / len(x)


class label_as_number:
    """The label itself is subtracted; subtract 1, in the column of that label."""

    def dx(P, y):
        return (P - y[:, None]) / len(P)
