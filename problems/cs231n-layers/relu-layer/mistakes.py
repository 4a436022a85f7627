"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mask_from_dout:
    """The gradient is kept where dout is positive; it passes where the input x of the layer is positive."""

    def dx(dout):
        return np.maximum(dout, 0)


class upstream_ignored:
    """dx is the slope of the relu alone: by the chain rule, multiply it by the gradient dout from above."""

    def dx(x):
        return 1.0 * (x > 0)


class output_in_place_of_slope:
    """dout is multiplied by the output; the slope of a relu is 1 where x is positive and 0 elsewhere."""

    def dx(dout, out):
        return dout * out


class no_mask:
    """dx is dout everywhere: where x is negative, the output does not depend on it, so the gradient is 0 there."""

    def dx(dout):
        return dout


class mask_inverted:
    """dout is kept where x is negative; it passes where x is positive."""

    def dx(dout, x):
        return dout * (x < 0)


class leaky:
    """Negative inputs are let through with a small factor, as by a leaky relu; here they become 0."""

    def out(x):
        return np.where(x > 0, x, 0.01 * x)

    def dx(dout, x):
        return np.where(x > 0, dout, 0.01 * dout)


class absolute_value:
    """Negative inputs lose their sign; a relu makes them 0."""

    def out(x):
        return abs(x)

    def dx(dout, x):
        return dout * np.sign(x)


class maximum_of_each_example:
    """One number an example is left: the maximum of 0 and each entry is np.maximum(0, x), not np.max."""

    def out(x):
        return np.max(np.maximum(x, 0), axis=(1, 2))
