"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


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


class one_sum_for_all:
    """The exponentials of all examples are summed: each example has a sum of its own."""

    def log_P(scores):
        return scores - np.logaddexp.reduce(scores, axis=None)


class probability_of_the_own_class:
    """The gradient of each other class j has the probability of the own class y[i]; it has that of class j."""

    def dscores(P, targets):
        own = (P * targets).sum(axis=1, keepdims=True)
        return (own - targets) / len(P)


class own_class_subtracted_for_each_class:
    """X[i] is taken off column y[i] once for each class j; take it off once for each example."""

    def dscores(P, targets):
        return (P - P.shape[1] * targets) / len(P)


class first_example_only:
    """Only the first example is counted, as when return stands inside the loop; put it after the loop."""

    def loss(log_P, y, penalty, X):
        return -log_P[0, y[0]] / len(X) + penalty

    def dW(X, dscores, penalty_dW):
        return np.outer(X[0], dscores[0]) + penalty_dW


class last_example_only:
    """Only the last example is left in dW: each must be added to those before it, with += in place of =."""

    def dW(X, dscores, penalty_dW):
        return np.outer(X[-1], dscores[-1]) + penalty_dW


class penalty_averaged:
    """The penalty is divided by N too: only the sum over the examples is, reg * sum(W*W) is added after it."""

    def penalty(W, reg, X):
        return reg * (W**2).sum() / len(X)

    def penalty_dW(W, reg, X):
        return 2 * reg * W / len(X)


class penalty_in_the_divisor:
    """`a /= b + c` divides by b + c: divide by N first, and add the penalty in a line of its own."""

    def loss(data_loss, penalty, X):
        return data_loss * len(X) / (len(X) + penalty)

    def dW(data_dW, penalty_dW, X):
        return data_dW * len(X) / (len(X) + penalty_dW)


class weights_not_squared:
    """The penalty sums the weights, of which some are negative; it is reg times the sum of their squares."""

    def penalty(W, reg):
        return reg * W.sum()


class absolute_weights:
    """The penalty has the absolute values of the weights; it is reg times the sum of their squares."""

    def penalty(W, reg):
        return reg * np.abs(W).sum()

    def penalty_dW(W, reg):
        return reg * np.sign(W)


class norm_not_squared:
    """The penalty has the norm of W, which is a square root; it is reg times the sum of the squares itself."""

    def penalty(W, reg):
        return reg * np.sqrt((W**2).sum())


class matrix_product_squared:
    """The penalty has W times W transposed; the squares of the entries are W*W, elementwise."""

    def penalty(W, reg):
        return reg * (W @ W.T).sum()


class matrix_as_penalty:
    """W times W transposed is a matrix; the penalty is one number, reg times the sum of all W*W, elementwise."""

    def penalty(W, reg):
        return reg * (W @ W.T)


class loss_not_averaged:
    """The losses of the examples are summed; divide their sum by N before the penalty is added."""

    def loss(data_loss, penalty, X):
        return data_loss * len(X) + penalty


class gradient_not_averaged:
    """dW lacks the 1/N: the losses of the examples are averaged, so their gradients are too."""

    def dW(data_dW, penalty_dW, X):
        return data_dW * len(X) + penalty_dW


class gradient_averaged_twice:
    """dW is divided by N twice: once is enough, however many loops there are."""

    def dW(data_dW, penalty_dW, X):
        return data_dW / len(X) + penalty_dW


class gradient_divided_by_classes:
    """The gradient is divided by the number of classes; the mean is over the N examples, the rows of X."""

    def dW(data_dW, penalty_dW, X, W):
        return data_dW * len(X) / W.shape[1] + penalty_dW
