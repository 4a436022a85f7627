"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class z_index_off_by_one:
    """Each dW_k uses the layer's own output Z_k; it needs the layer's input: dW_k = D_k Z_(k-1)^T."""

    def dWs(D, Z):
        return [signal @ z.T for signal, z in zip(D, Z[1:], strict=True)]


class list_order_reversed:
    """The list starts with the last layer; the exercise asks for the first layer's gradient first."""

    def dWs(D, Z):
        return [signal @ z.T for signal, z in zip(D, Z[:-1], strict=True)][::-1]
