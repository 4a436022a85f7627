"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sum_without_axis:
    """The exponentials of all examples are summed: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum())


class one_sum_for_all:
    """One sum is taken of all exponentials: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(scores):
        return scores - np.logaddexp.reduce(scores, axis=None)


class sum_over_examples:
    """The exponentials are summed over the examples, axis 0; the sum runs over the classes, axis 1."""

    def log_P(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=0))


class softmax_of_each_class:
    """The softmax is taken down the columns, over the examples, axis 0; it runs along the rows, over the classes, axis 1."""

    def log_P(scores):
        return scores - np.logaddexp.reduce(scores, axis=0)


class greatest_of_each_column:
    """The greatest score of each class is subtracted; what all scores of a row lose must be one number, axis=1."""

    def log_P(scores):
        shifted = scores - scores.max(axis=0)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


class columns_of_all_labels:
    """[:, y] takes the columns of all labels for every example; [np.arange(N), y] takes one for each."""

    def data_loss(log_P, y):
        return -log_P[:, y].mean()

    def dscores(P, y):
        taken = P.copy()
        taken[:, y] -= 1
        return taken / len(P)


class true_class_not_subtracted:
    """The gradient has the probabilities alone; in the column of the own class, 1 is still to be subtracted."""

    def dscores(P):
        return P / len(P)


class log_of_nearly_p:
    """1e-5 is added to the probability before the logarithm, which changes the loss: subtracting the greatest score is enough."""

    def data_loss(P, y):
        return -np.log(P[np.arange(len(y)), y] + 1e-5).mean()


class both_cross_entropies:
    """The other classes are counted too, by ln(1 - p); the loss has the probability of the own class alone."""

    def data_loss(P, targets):
        return -(targets * np.log(P) + (1 - targets) * np.log(1 - P)).sum() / len(P)


class not_normalised:
    """The gradient has exp of the scores; they are still to be divided by their sum, which gives the probabilities."""

    def dscores(scores, targets):
        return (np.exp(scores - scores.max(axis=1, keepdims=True)) - targets) / len(scores)


class scores_for_probabilities:
    """1 is subtracted from the scores; the gradient has the probabilities in their place."""

    def dscores(scores, targets):
        return (scores - scores.max(axis=1, keepdims=True) - targets) / len(scores)


class label_as_number:
    """The label itself is subtracted; subtract 1, in the column of that label."""

    def dscores(P, y):
        return (P - y[:, None]) / len(P)


class penalty_in_the_divisor:
    """`a /= b + c` divides by b + c: divide by N first, and add the penalty in a line of its own."""

    def loss(data_loss, penalty, X):
        return data_loss * len(X) / (len(X) + penalty)

    def dW(data_dW, penalty_dW, X):
        return data_dW * len(X) / (len(X) + penalty_dW)


class matrix_as_penalty:
    """W times W transposed is a matrix; the penalty is one number, reg times the sum of all W*W, elementwise."""

    def penalty(W, reg):
        return reg * (W @ W.T)
