"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class wrong_row:
    """The entries are those of row i of Z2; W3[i, j] is multiplied with row j, so Z2[j, n] is right."""

    def T(delta, Z2, W3):
        d3, d2 = W3.shape
        picked = np.einsum("ki,in->kni", delta, Z2[:d3])
        return np.repeat(picked[..., None], d2, axis=3)


class delta_on_j:
    """The delta compares k with j; row i of W3 only acts on row i of S3, so it has to compare k with i."""

    def T(Z2, W3):
        return np.einsum("kj,in->knij", np.eye(*W3.shape), Z2[: W3.shape[0]])


class no_delta:
    """Every row k has the same entries; S3[k, n] depends on row k of W3 only, so the others are 0."""

    def T(delta, Z2):
        return np.einsum("ki,jn->knij", np.ones_like(delta), Z2)


class axes_permuted:
    """The axes are in the order (i, j, k, n); asked for is T[k, n, i, j]: those of S3 come first."""

    def T(delta, Z2):
        return np.einsum("ki,jn->ijkn", delta, Z2)


class printed_range_of_j:
    """j stops at d3, as the document prints; it runs over all d2 columns of W3."""

    def T(delta, Z2):
        full = np.einsum("ki,jn->knij", delta, Z2)
        full[..., len(delta) :] = 0
        return full
