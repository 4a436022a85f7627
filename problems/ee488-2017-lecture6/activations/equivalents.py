"""Other right versions: a class each, its docstring says why it is right."""


class zero_included:
    """With >= only x = 0 would differ, and no case has it."""

    def step(x):
        return 1.0 * (x >= 0)

    def drelu(x):
        return 1.0 * (x >= 0)
