"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np

THROUGH_H = {
    "tanh": lambda h: 1 - h**2,
    "sigmoid": lambda h: h * (1 - h),
    "relu": lambda h: 1.0 * (h > 0),
}


class derivative_through_activation:
    """Each derivative is a function of the activation too: 1 - h^2 for tanh, h (1 - h) for the sigmoid."""

    def slopes(h, acts):
        return np.array([THROUGH_H[act](row) for act, row in zip(acts, h[1:], strict=True)])
