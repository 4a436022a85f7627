"""Other right ways: a class each, its docstring says why it is right."""


class mask_from_activation:
    """a1 is positive exactly where s1 is."""

    def d1(W2, d2, a1):
        return (W2.T @ d2) * 5 * (a1 > 0)
