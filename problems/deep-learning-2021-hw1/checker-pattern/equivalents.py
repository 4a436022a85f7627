"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class kronecker:
    """Each cell of a grid becomes the grid before, with its sign."""

    def grid(n):
        cells = np.array([[1, -1], [-1, 1]])
        result = cells
        for _ in range(n):
            result = np.kron(cells, result)
        return result


class blocks:
    """The square before, and beside it the same with the classes exchanged."""

    def grid(n):
        result = np.ones((1, 1))
        for _ in range(n + 1):
            result = np.block([[result, -result], [-result, result]])
        return result


class document_recursion:
    """The hidden units of the document's network, and the sign of their product."""

    def sign(x1, x2):
        h1, h2 = x1 - 32, x2 - 32
        result = np.sign(h1 * h2)
        for shift in 2.0 ** np.arange(4, -2, -1):
            h1, h2 = h1 - np.sign(h1) * shift, h2 - np.sign(h2) * shift
            result *= np.sign(h1 * h2)
        return result
