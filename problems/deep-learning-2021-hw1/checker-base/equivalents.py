"""Other right constructions: a class each, its docstring says why it is right."""

import numpy as np


class step_and_xnor:
    """Thresholds tell the halves apart, and XNOR is true where both points lie in halves of the same kind."""

    def h1(x):
        return np.where(x > 0.5, 1, 0)

    def h2(x):
        return np.where(x > 0.5, 1, 0)

    def y(u, v):
        return np.where(u == v, 1, -1)


class cosine:
    """cos(pi x) changes sign at 1/2, and only there."""

    def h1(x):
        return np.cos(np.pi * x)

    def h2(x):
        return np.cos(np.pi * x)


class absolute_values:
    """|u + v| is greater than |u - v| exactly where u and v have the same sign."""

    def y(u, v):
        return np.abs(u + v) - np.abs(u - v)
