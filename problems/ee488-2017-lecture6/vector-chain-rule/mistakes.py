"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class not_transposed:
    """The Jacobian is not transposed: dz/dx_j sums over the entries of y, so dx = A^T g."""

    def dx(A, g):
        return A @ g


class diagonal_only:
    """Only the diagonal of the Jacobian is used; every entry of y depends on every entry of x."""

    def dx(A, g):
        return (A * np.eye(*A.shape)).T @ g


class row_vector:
    """The gradient is a row of shape (1, m); it has the shape of x, (m,)."""

    def dx(A, g):
        return g[None, :] @ A
