"""Other right ways: a class each, its docstring says why it is right."""


class as_batch_normalisation:
    """Layer normalisation is batch normalisation of the transposed input."""

    def x_hat(x, eps):
        columns = x.T
        return ((columns - columns.mean(axis=0)) / (columns.var(axis=0) + eps) ** 0.5).T

    def dx(dx_hat, x_hat, std):
        slopes, columns = dx_hat.T, x_hat.T
        inner = slopes - slopes.mean(axis=0) - columns * (slopes * columns).mean(axis=0)
        return inner.T / std


class step_by_step:
    """Back through the computational graph: first the gradients of variance and mean, then that of x."""

    def dx(x, mean, std, dx_hat):
        d = x.shape[1]
        dvar = (dx_hat * (x - mean) * -0.5 / std**3).sum(axis=1, keepdims=True)
        dmean = (-dx_hat / std).sum(axis=1, keepdims=True)
        return dx_hat / std + dvar * 2 * (x - mean) / d + dmean / d
