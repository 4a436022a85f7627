"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class shifted_by_the_greatest:
    """A softmax stays the same when all scores of a row lose the same number, here the greatest."""

    def log_P(scores):
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.log(weights / weights.sum(axis=1, keepdims=True))


class slope_from_hidden:
    """A hidden unit is on exactly where its output is greater than 0."""

    def dhidden(dscores, W2, hidden):
        back = dscores @ W2.T
        back[hidden <= 0] = 0
        return back


class label_by_label:
    """1 is subtracted in the columns of the labels, which is what the matrix of targets does."""

    def dscores(log_P, y):
        P = np.exp(log_P)
        P[np.arange(len(y)), y] -= 1
        return P / len(y)
