"""Other right ways: a class each, its docstring says why it is right."""


class mask_from_z1:
    """The relu's output is positive exactly where its input is, so the mask may be read off Z1."""

    def mask(Z1):
        return Z1 > 0
