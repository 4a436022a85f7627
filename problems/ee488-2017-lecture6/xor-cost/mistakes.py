"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


class sum:  # noqa: A001 - its name is the mistake's id
    """The squared errors are summed; the cost is their mean, with the factor 1/4."""

    def J(y):
        return ((TARGETS - y) ** 2).sum()


class extra_half:
    """The factor is 1/8; the cost is the plain mean of the four squared errors, without a 1/2."""

    def J(y):
        return ((TARGETS - y) ** 2).sum() / 8


class root:
    """This is the root of the mean squared error; the cost is the mean squared error itself."""

    def J(y):
        return np.sqrt(((TARGETS - y) ** 2).mean())


class w_transposed:
    """W is transposed: column j of W belongs to hidden unit j, so the product is X W."""

    def A(W, c):
        return POINTS @ W.T + c


class and_labels:
    """The targets are those of AND, 1 at (1, 1) only; XOR is 1 at (0, 1) and (1, 0)."""

    def J(y):
        return ((np.array([0, 0, 0, 1]) - y) ** 2).mean()


class xnor_labels:
    """The targets are the opposite of XOR: it is 1 where exactly one input is 1."""

    def J(y):
        return ((1 - TARGETS - y) ** 2).mean()
