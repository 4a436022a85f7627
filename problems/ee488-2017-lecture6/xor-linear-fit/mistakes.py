"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class no_bias_column:
    """The fit goes through the origin, with b = 0; the bias is fitted together with the weights."""

    def theta(X, y):
        return np.append(np.linalg.lstsq(X, y, rcond=None)[0], 0)


class sum:  # noqa: A001 - its name is the mistake's id
    """J is the sum of the squared errors; it is their mean, with the factor 1/m."""

    def J(X, y, w, b):
        return ((y - X @ w - b) ** 2).sum()


class half:
    """J is half the mean squared error; there is no 1/2 in it."""

    def J(X, y, w, b):
        return ((y - X @ w - b) ** 2).mean() / 2
