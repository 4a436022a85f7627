"""Other right ways: a class each, its docstring says why it is right."""


class factor_for_the_sample_variance:
    """With the variance divided by N - 1, the factor is (N - B) / N: the product is the same."""

    def without_replacement(g, B):
        return g.var(ddof=1) / B * (1 - B / len(g))
