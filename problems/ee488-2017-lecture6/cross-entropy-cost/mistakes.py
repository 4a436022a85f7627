"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sum:  # noqa: A001 - its name is the mistake's id
    """The logarithms are summed; the cost is their mean over the m examples, with the factor 1/m."""

    def J(p):
        return -np.log(p).sum()


class sign:
    """The sign is wrong: logarithms of probabilities are negative, and the cost is positive."""

    def J(p):
        return np.log(p).mean()


class entropy:
    """Each logarithm is weighted with p; the examples count equally, each with 1/m."""

    def J(p):
        return -(p * np.log(p)).mean()


class log2:
    """The logarithm is to base 2; the cost uses the natural logarithm."""

    def J(p):
        return -np.log2(p).mean()
