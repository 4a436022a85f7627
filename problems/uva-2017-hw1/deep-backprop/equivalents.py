"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np

THROUGH_Z = {
    "relu": lambda z: 1.0 * (z > 0),
    "tanh": lambda z: 1 - z**2,
    "sigmoid": lambda z: z * (1 - z),
    "identity": np.ones_like,
}


class derivative_through_activation:
    """Each derivative is a function of the activation too: 1 - z^2 for tanh, z (1 - z) for the sigmoid."""

    def slopes(Z, acts):
        return [THROUGH_Z[act](z) for act, z in zip(acts, Z[1:], strict=True)]
