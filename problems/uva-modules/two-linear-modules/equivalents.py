"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class sums_written_out:
    """einsum sums over the index that the result has not."""

    def dweight1(dout1, x1):
        return np.einsum("no,ni->oi", dout1, x1)

    def dweight2(dout2, x2):
        return np.einsum("no,ni->oi", dout2, x2)
