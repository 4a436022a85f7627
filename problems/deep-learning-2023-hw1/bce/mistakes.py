"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class spurious_n1_factors:
    """The entries carry the printed counts of ones and zeros; entry i depends on component i only."""

    def dC_dy(y, yt):
        return _with_counts(y, yt)[np.newaxis]

    def dC_ds2(y, yt):
        return (_with_counts(y, yt) * yt * (1 - yt))[np.newaxis]


class missing_one_over_k:
    """The 1/K is missing: the cost is the mean over the K outputs, and its derivatives too."""

    def C(y, yt):
        return -(y * np.log(yt) + (1 - y) * np.log(1 - yt)).sum()

    def dC_dy(y, yt):
        return ((yt - y) / (yt * (1 - yt)))[np.newaxis]

    def dC_ds2(y, yt):
        return (yt - y)[np.newaxis]


class negative_class_term_missing:
    """The term of the zeros is missing: outputs with y = 0 cost -ln(1 - yt)."""

    def C(y, yt):
        return -(y * np.log(yt)).mean()

    def dC_dy(y, yt):
        return (-y / yt / len(y))[np.newaxis]

    def dC_ds2(y, yt):
        return (-y * (1 - yt) / len(y))[np.newaxis]


class logit_gradient_for_dy:
    """dC_dy is the derivative by s2, where the slope of the sigmoid has cancelled; by yt it has not."""

    def dC_dy(y, yt):
        return ((yt - y) / len(y))[np.newaxis]


class sigma_prime_omitted:
    """dC_ds2 is the derivative by yt; by the chain rule it needs the slope of the sigmoid, yt (1 - yt)."""

    def dC_ds2(y, yt):
        return ((yt - y) / (yt * (1 - yt)) / len(y))[np.newaxis]


class sign_flipped:
    """The sign is wrong: the cost is minus the mean logarithm, and falls as yt comes nearer to y."""

    def C(y, yt):
        return (y * np.log(yt) + (1 - y) * np.log(1 - yt)).mean()

    def dC_dy(y, yt):
        return ((y - yt) / (yt * (1 - yt)) / len(y))[np.newaxis]

    def dC_ds2(y, yt):
        return ((y - yt) / len(y))[np.newaxis]


class log2:
    """The logarithm is to base 2; the exercise uses the natural one."""

    def C(y, yt):
        return -(y * np.log2(yt) + (1 - y) * np.log2(1 - yt)).mean()


class column:
    """The derivative is a column; the derivative of one number by a vector is a row, (1, K)."""

    def dC_dy(y, yt):
        return ((yt - y) / (yt * (1 - yt)) / len(y))[:, np.newaxis]

    def dC_ds2(y, yt):
        return ((yt - y) / len(y))[:, np.newaxis]


def _with_counts(y, yt):
    ones = y.sum()
    return np.where(y == 1, -ones / yt, (len(y) - ones) / (1 - yt)) / len(y)
