"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_half:
    """The factor 1/2 of the squared distance is missing: it stands in the exponent of the density."""

    def J_noconst(y, f):
        return ((y - f) ** 2).sum() / len(y)


class mean_over_components:
    """The squares are averaged over the d components as well; they are averaged over the m rows only."""

    def J_noconst(y, f):
        return ((y - f) ** 2).mean() / 2


class constant_without_d:
    """The constant is that of one component; with d components it is d/2 ln(2 pi)."""

    def constant():
        return np.log(2 * np.pi) / 2


class constant_omitted:
    """J lacks its constant d/2 ln(2 pi); only J_noconst goes without it."""

    def constant():
        return 0.0


class constant_sign:
    """The constant is subtracted; -ln of the factor (2 pi)^(-d/2) is + d/2 ln(2 pi)."""

    def constant(y):
        return -y.shape[1] / 2 * np.log(2 * np.pi)
