"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class jacobian_of_each_row:
    """The Jacobian written out for each sample, and multiplied by its row of dout."""

    def dx(dout, out):
        jacobian = np.einsum("ni,ij->nij", out, np.eye(out.shape[1])) - np.einsum(
            "ni,nj->nij", out, out
        )
        return np.einsum("nij,nj->ni", jacobian, dout)


class shifted_by_the_greatest:
    """A softmax stays the same when all scores of a row lose the same number, here the greatest."""

    def out(x):
        weights = np.exp(x - x.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True)
