"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class diagonal_only:
    """Only the diagonal is there; through the sum, each logit changes the other probabilities too."""

    def Jz(z):
        return np.diag(z * (1 - z))


class off_diagonal_sign_flipped:
    """Off the diagonal the sign is wrong: if one logit grows, the other probabilities shrink."""

    def Jz(z):
        return np.outer(z, z) + np.diag(z - 2 * z**2)


class identity_minus_outer:
    """The identity stands where diag(z) belongs: the diagonal is z_a (1 - z_a)."""

    def Jz(z):
        return np.eye(len(z)) - np.outer(z, z)


class softmax_applied_twice:
    """The softmax is applied to z once more; z is its result already."""

    def Jz(z):
        twice = np.exp(z) / np.exp(z).sum()
        return np.diag(twice) - np.outer(twice, twice)


class inner_product_instead_of_outer:
    """The inner product of z with itself, one number, is subtracted; the outer product is a matrix."""

    def Jz(z):
        return np.diag(z) - z @ z


class sign_flipped:
    """The sign is wrong: the diagonal, z_a (1 - z_a), is positive."""

    def Jz(z):
        return np.outer(z, z) - np.diag(z)
