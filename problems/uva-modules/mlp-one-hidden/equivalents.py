"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class jacobian_of_each_row:
    """The Jacobian of the softmax written out for each sample, and multiplied by its row of dout."""

    def ds2(dout, out):
        jacobian = np.einsum("ni,ij->nij", out, np.eye(out.shape[1])) - np.einsum(
            "ni,nj->nij", out, out
        )
        return np.einsum("nij,nj->ni", jacobian, dout)
