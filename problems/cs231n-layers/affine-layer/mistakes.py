"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class bias_gradient_over_the_outputs:
    """db is summed over the outputs, one number an example; b is the same for all examples: sum over axis 0."""

    def db(dout):
        return dout.sum(axis=1)


class bias_gradient_summed_over_everything:
    """db is one number, the sum of all of dout; each bias has a gradient of its own: sum over axis 0 only."""

    def db(dout):
        return dout.sum()


class bias_gradient_not_summed:
    """db is dout itself; each bias is added to all examples, so its gradient is the sum of theirs: sum over axis 0."""

    def db(dout):
        return dout


class bias_forgotten:
    """out lacks the bias: add b to each row of the product."""

    def out(rows, w):
        return rows @ w


class dx_left_flat:
    """dx has one row an example; it needs the shape of x: reshape it with x.shape."""

    def dx(dout, w):
        return dout @ w.T


class examples_mixed:
    """x is reshaped with D rows and then transposed, which mixes the examples; reshape x to (N, D) at once."""

    def rows(x):
        return x.reshape(-1, len(x)).T


class flattened_columns_first:
    """The entries of an example are taken column by column; reshape(N, -1) takes them row by row."""

    def rows(x):
        return x.transpose(0, 2, 1).reshape(len(x), -1)


class upstream_ignored:
    """The gradients do not use dout: by the chain rule, each is multiplied by the gradient dout from above."""

    def dx(dout, w, x):
        return (np.ones_like(dout) @ w.T).reshape(x.shape)

    def dw(rows, dout):
        return rows.T @ np.ones_like(dout)

    def db(dout):
        return np.ones_like(dout).sum(axis=0)


class weight_gradient_averaged:
    """dw and db are divided by N: the layer adds up over the examples; the mean belongs to the loss, and is in dout already."""

    def dw(rows, dout):
        return rows.T @ dout / len(dout)

    def db(dout):
        return dout.mean(axis=0)


class last_example_only:
    """Only the last example is left in dw and db: each must be added to those before it, with += in place of =."""

    def dw(rows, dout):
        return np.outer(rows[-1], dout[-1])

    def db(dout):
        return dout[-1]
