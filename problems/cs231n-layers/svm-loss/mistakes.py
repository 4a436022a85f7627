"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class own_class_counted:
    """The own class is counted among the others, with its margin of 1: leave out j = y[i]."""

    def hinges(margins):
        return np.maximum(margins, 0)


class own_class_among_the_margins:
    """The number of margins above 0 includes that of the own class, which is 1: set it to 0 before you count."""

    def dx(active, targets):
        return (active - (active.sum(axis=1, keepdims=True) + 1) * targets) / len(active)


class own_class_once:
    """The own class is counted once for each example; it is counted as often as there are margins above 0."""

    def dx(active, targets):
        return (1.0 * active - targets) / len(active)


class own_class_for_each_class:
    """The own class is counted for each other class; it is counted only where the margin is above 0."""

    def dx(active, targets):
        return (active - (active.shape[1] - 1) * targets) / len(active)


class own_class_without_gradient:
    """The gradient with respect to the score of the own class is missing: each margin above 0 takes 1 off it."""

    def dx(active):
        return active / len(active)


class weighted_by_margins:
    """The gradient has the margins as weights; the slope of max(0, m) is 1 where m > 0, however large m is."""

    def active(hinges):
        return hinges


class labels_from_1:
    """1 is subtracted from the labels; they start at 0 already, so y[i] is the column of the own class."""

    def margins(x, y):
        return x - x[np.arange(len(y)), y - 1][:, None] + 1


class no_margin:
    """The 1 is missing: a class costs max(0, s_j - s_y + 1)."""

    def margins(x, y):
        return x - x[np.arange(len(y)), y][:, None]


class margin_outside_the_maximum:
    """The 1 is added after the maximum; it belongs inside, max(0, s_j - s_y + 1)."""

    def hinges(margins, targets):
        return (np.maximum(margins - 1, 0) + 1) * (1 - targets)


class difference_the_wrong_way_round:
    """The difference is the wrong way round: a class costs something when s_j - s_y + 1 is above 0."""

    def margins(x, y):
        return x[np.arange(len(y)), y][:, None] - x + 1


class mean_over_classes:
    """The margins are averaged over examples and classes; they are summed over the classes, and divided by N."""

    def loss(hinges):
        return hinges.mean()


class squared_hinge:
    """The margins are squared; the loss sums max(0, s_j - s_y + 1) itself."""

    def loss(hinges):
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

    def loss(hinges):
        return hinges.max(axis=1).mean()


class columns_of_all_labels:
    """[:, y] takes the columns of all labels for every example; [np.arange(N), y] takes one for each."""

    def hinges(margins, y):
        kept = np.maximum(margins, 0)
        kept[:, y] = 0
        return kept


class one_taken_off_in_all:
    """The own classes add 1 for each example; 1 is taken off for all of them together. Set their margins to 0."""

    def loss(hinges):
        return (hinges.sum() + len(hinges) - 1) / len(hinges)


class maximum_forgotten:
    """Margins below 0 are counted: the maximum of 0 and the margin is missing."""

    def hinges(margins, targets):
        return margins * (1 - targets)

    def dx(hinges, targets):
        counted = np.where(hinges > 0, 1, hinges)
        return (counted - counted.sum(axis=1, keepdims=True) * targets) / len(hinges)


class margins_overwritten:
    """The loss counts the margins above 0: they are set to 1 for the gradient before they are summed."""

    def loss(hinges):
        return (hinges > 0).sum() / len(hinges)
