"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class own_class_counted:
    """The own class is counted among the others, with its margin of 1: leave out j = y[i]."""

    def hinges(margins):
        return np.maximum(margins, 0)


class own_class_among_the_margins:
    """The number of margins above 0 includes that of the own class, which is 1: set it to 0 before you count."""

    def dscores(active, targets):
        return (active - (active.sum(axis=1, keepdims=True) + 1) * targets) / len(active)


class own_class_once:
    """The own class is counted once for each example; it is counted as often as there are margins above 0."""

    def dscores(active, targets):
        return (1.0 * active - targets) / len(active)


class own_class_for_each_class:
    """The own class is counted for each other class; it is counted only where the margin is above 0."""

    def dscores(active, targets):
        return (active - (active.shape[1] - 1) * targets) / len(active)


class own_class_without_gradient:
    """The gradient with respect to the score of the own class is missing: each margin above 0 takes 1 off it."""

    def dscores(active):
        return active / len(active)


class weighted_by_margins:
    """The gradient has the margins as weights; the slope of max(0, m) is 1 where m > 0, however large m is."""

    def active(hinges):
        return hinges


class labels_from_1:
    """1 is subtracted from the labels; they start at 0 already, so y[i] is the column of the own class."""

    def margins(scores, y):
        return scores - scores[np.arange(len(y)), y - 1][:, None] + 1


class no_margin:
    """The 1 is missing: a class costs max(0, s_j - s_y + 1)."""

    def margins(scores, y):
        return scores - scores[np.arange(len(y)), y][:, None]


class margin_outside_the_maximum:
    """The 1 is added after the maximum; it belongs inside, max(0, s_j - s_y + 1)."""

    def hinges(margins, targets):
        return (np.maximum(margins - 1, 0) + 1) * (1 - targets)


class difference_the_wrong_way_round:
    """The difference is the wrong way round: a class costs something when s_j - s_y + 1 is above 0."""

    def margins(scores, y):
        return scores[np.arange(len(y)), y][:, None] - scores + 1


class mean_over_classes:
    """The margins are averaged over examples and classes; they are summed over the classes, and divided by N."""

    def data_loss(hinges):
        return hinges.mean()


class squared_hinge:
    """The margins are squared; the loss sums max(0, s_j - s_y + 1) itself."""

    def data_loss(hinges):
        return (hinges**2).sum() / len(hinges)

    def active(hinges):
        return 2 * hinges


class gradient_of_the_greatest_only:
    """The gradient follows the greatest margin of each example alone; all margins above 0 are summed."""

    def active(hinges):
        greatest = hinges == hinges.max(axis=1, keepdims=True)
        return greatest * (hinges > 0)


class greatest_margin_only:
    """Only the greatest margin of each example is counted; the loss sums those of all other classes."""

    def data_loss(hinges):
        return hinges.max(axis=1).mean()


class columns_of_all_labels:
    """[:, y] takes the columns of all labels for every example; [np.arange(N), y] takes one for each."""

    def hinges(margins, y):
        kept = np.maximum(margins, 0)
        kept[:, y] = 0
        return kept


class one_taken_off_in_all:
    """The own classes add 1 for each example; 1 is taken off for all of them together. Set their margins to 0."""

    def data_loss(hinges):
        return (hinges.sum() + len(hinges) - 1) / len(hinges)


class maximum_forgotten:
    """Margins below 0 are counted: the maximum of 0 and the margin is missing."""

    def hinges(margins, targets):
        return margins * (1 - targets)

    def dscores(hinges, targets):
        counted = np.where(hinges > 0, 1, hinges)
        return (counted - counted.sum(axis=1, keepdims=True) * targets) / len(hinges)


class margins_overwritten:
    """The loss counts the margins above 0: they are set to 1 for the gradient before they are summed."""

    def data_loss(hinges):
        return (hinges > 0).sum() / len(hinges)


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
