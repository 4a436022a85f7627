"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class one_based_labels:
    """Classes are counted from 1; labels start at 0, so label 0 has its 1 in the first column."""

    def T(y, c):
        return np.eye(c)[y - 1]


class transposed_result:
    """T is transposed: it has one row a sample and one column a class, (N, c)."""

    def T(y, c):
        return np.eye(c)[y].T


class width_from_max_label:
    """The largest label decides on the width; T has c columns, even if the last class is absent."""

    def T(y):
        return np.eye(y.max() + 1)[y]


class one_cold:
    """Zeros and ones are exchanged: the label's column is 1, all others are 0."""

    def T(y, c):
        return 1 - np.eye(c)[y]


class label_as_value:
    """The label itself stands in its column; a one-hot row has a 1 there."""

    def T(y, c):
        return np.eye(c)[y] * y[:, None]


class all_labels_in_every_row:
    """T[:, y] = 1 sets the columns of all labels in every row; T[np.arange(N), y] = 1 sets one in each."""

    def T(y, c):
        rows = np.zeros((len(y), c))
        rows[:, y] = 1
        return rows
