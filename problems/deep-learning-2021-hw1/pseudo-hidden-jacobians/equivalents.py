"""Other right answers: a class each, its docstring says why it is one."""


class mask_from_h2:
    """h2 is positive exactly where its pre-activation is."""

    def active(h2):
        return h2 > 0


class slope_1_at_zero:
    """No pre-activation is 0, so it does not matter which derivative the relu has there."""

    def active(S2):
        return S2 >= 0
