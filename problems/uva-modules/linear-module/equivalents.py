"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class sums_written_out:
    """einsum sums over the index that the result has not."""

    def out(x, weight, bias):
        return np.einsum("ni,oi->no", x, weight) + bias

    def dx(dout, weight):
        return np.einsum("no,oi->ni", dout, weight)

    def dweight(dout, x):
        return np.einsum("no,ni->oi", dout, x)


class product_with_ones:
    """A row of ones times dout sums over the samples."""

    def dbias(dout):
        return np.ones((1, len(dout))) @ dout
