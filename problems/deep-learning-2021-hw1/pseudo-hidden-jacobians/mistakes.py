"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class scales_columns:
    """The derivatives of the activations scale the columns of W: unit j scales its row, row j."""

    def dh1_dx(slope, W1):
        return W1 @ np.diag(slope)

    def dh2_dx(active, W2):
        return W2 @ np.diag(1.0 * active)


class transposed_result:
    """The Jacobians are transposed: row j belongs to hidden unit j, column i to input i, (m, n)."""

    def dh1_dx(slope, W1):
        return (slope[:, None] * W1).T

    def dh2_dx(active, W2):
        return np.where(active[:, None], W2, 0).T


class derivative_at_activation:
    """The sigmoid's derivative is taken at h1; it belongs to W1 x + b1, where it is h1 (1 - h1)."""

    def slope(h1):
        return np.exp(-h1) / (1 + np.exp(-h1)) ** 2


class no_mask:
    """dh2_dx is W2 itself; the rows of units with W2 x + b2 < 0 are 0."""

    def dh2_dx(W2):
        return W2


class b1_for_b2:
    """The relu's derivative is taken at W2 x + b1, as printed; the second branch has the bias b2."""

    def active(W2, x, b1):
        return W2 @ x + b1 > 0
