"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


class sum:  # noqa: A001 - its name is the mistake's id
    """The squared errors are summed; the cost is their mean, with the factor 1/4."""

    def J(y):
        return ((TARGETS - y) ** 2).sum()


class no_relu:
    """The hidden units are linear: the relu sets negative pre-activations to 0."""

    def H(A):
        return A


class relu_missing_on_unit_2:
    """The second hidden unit is linear; both hidden units have a relu."""

    def H(A):
        return np.column_stack([np.maximum(A[:, 0], 0), A[:, 1]])


class starts_from_first_minimum:
    """The other parameters are those of minimum 1; the slices go through minimum 2."""

    def theta(k, a):
        if k == 10:
            return np.array([a, -a, -a, 1, 0, a - 1, 1, -2, 0])
        values = np.array([1.0, 1.0, 1.0, 1.0, 0.0, -1.0, 1.0, -2.0, 0.0])
        values[k - 1] = a
        return values


class index_zero_based:
    """The slices are counted from 0; they are counted from 1: k = 1 moves W11 and k = 9 moves b."""

    def theta(k, a):
        if k >= 9:  # what is left over
            return np.array([a, -a, -a, 1, 0, a - 1, 1, 1, 0])
        values = np.array([1.0, -1.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
        values[k] = a
        return values


class whole_numbers:
    """Arrays such as np.array([0, 1]) hold whole numbers and cut off what is put in: write np.array([0.0, 1.0])."""

    def theta(k, a):
        if k == 10:
            return np.array([a, -a, -a, 1, 0, a - 1, 1, 1, 0])
        values = np.array([1.0, -1.0, -1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
        values[k - 1] = a if k == 9 else int(a)
        return values
