"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


def _slope(act, z):
    return {"relu": 1.0 * (z > 0), "tanh": 1 - z**2, "sigmoid": z * (1 - z)}.get(
        act, np.ones_like(z)
    )


class derivative_through_activation:
    """Each derivative is a function of the activation too: 1 - z^2 for tanh, z (1 - z) for the sigmoid."""

    def slope3(Y, acts):
        return _slope(acts[2], Y)

    def slope2(Z2, acts):
        return _slope(acts[1], Z2)

    def slope1(Z1, acts):
        return _slope(acts[0], Z1)
