"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sign_flipped:
    """l is the negative log-likelihood; the log-likelihood itself is asked for, which is below 0."""

    def l(u, t, lse):  # noqa: E743 - its name in the exercise
        return lse - u[t]


class probability:
    """l is the probability of the class; its natural logarithm is asked for."""

    def l(u, t, lse):  # noqa: E743 - its name in the exercise
        return np.exp(u[t] - lse)


class one_based_label:
    """Classes are counted from 1; here t is 0 for the first class, so its score is u[t]."""

    def l(u, t, lse):  # noqa: E743 - its name in the exercise
        return u[t - 1] - lse


class w_columns_as_classes:
    """The columns of W are taken as the weights of the classes; its rows are: u = W x + b."""

    def u(W, x, b):
        return W.T @ x + b
