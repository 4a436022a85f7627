"""Other right answers: a class each, its docstring says why it is one."""


class mask_from_h2:
    """h2 is positive exactly where its pre-activation is."""

    def active(h2):
        return h2 > 0
