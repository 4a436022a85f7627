"""Other right versions: a class each, its docstring says why it is right."""


class zero_included:
    """With >= only w.x + b = 0 would differ, and no case has it."""

    def y(u):
        return 1.0 * (u >= 0)
