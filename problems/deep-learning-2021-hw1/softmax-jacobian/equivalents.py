"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class transposed:
    """The matrix is symmetric."""

    def Jz(z):
        return (np.diag(z) - np.outer(z, z)).T


class rows_scaled:
    """Row a is z_a times the difference of row a of the identity and z."""

    def Jz(z):
        return z[:, None] * (np.eye(len(z)) - z)
