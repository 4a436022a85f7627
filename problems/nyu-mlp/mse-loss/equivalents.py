"""Other right ways: a class each, its docstring says why it is right."""


class mean_of_row_means:
    """All rows have the same length, so the mean of their means is the mean of all entries."""

    def J(residual):
        return (residual**2).mean(axis=1).mean()

    def dJdy_hat(residual):
        rows, columns = residual.shape
        return residual * 2 / rows / columns
