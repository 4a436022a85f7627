"""Other right ways: a class each, its docstring says why it is right."""

THROUGH_H = {
    "tanh": lambda h: 1 - h**2,
    "sigmoid": lambda h: h * (1 - h),
    "relu": lambda h: 1.0 * (h > 0),
}


class derivative_through_activation:
    """The derivative is a function of the activation too: 1 - H^2 for tanh, H > 0 for the relu."""

    def slopes(H, act):
        return THROUGH_H[act](H)
