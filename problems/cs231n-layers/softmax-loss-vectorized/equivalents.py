"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class shifted_by_the_greatest:
    """A softmax stays the same when all scores of a row lose the same number, here the greatest."""

    def log_P(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        weights = np.exp(shifted)
        return np.log(weights / weights.sum(axis=1, keepdims=True))


class label_by_label:
    """1 is subtracted in the columns of the labels, which is what the matrix of targets does."""

    def dscores(P, y):
        own = P.copy()
        own[np.arange(len(y)), y] -= 1
        return own / len(y)


class example_by_example:
    """The product X^T dscores is the sum of the examples' outer products."""

    def data_dW(X, dscores):
        total = np.zeros((X.shape[1], dscores.shape[1]))
        for row, slopes in zip(X, dscores, strict=True):
            total += np.outer(row, slopes)
        return total
