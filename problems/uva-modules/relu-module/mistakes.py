"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class upstream_forgotten:
    """dx is the derivative of the ReLU alone, 1 or 0: by the chain rule it is multiplied by dout, entry by entry."""

    def dx(x):
        return (x > 0) * 1.0


class mask_of_dout:
    """The gradient is cut off where dout is negative; it is 0 where x is negative, whatever the sign of dout."""

    def dx(dout):
        return np.maximum(dout, 0)


class mask_the_wrong_way:
    """The mask is the wrong way round: dout passes where x is positive, and is 0 where it is negative."""

    def dx(dout, x):
        return np.where(x > 0, 0, dout)


class output_as_derivative:
    """dout is multiplied by the output; the derivative is 1 where x is positive, and 0 elsewhere."""

    def dx(dout, x):
        return dout * np.maximum(x, 0)


class no_mask:
    """dout passes everywhere; it is 0 where x is negative."""

    def dx(dout):
        return dout


class one_where_positive:
    """dx is dout where x is negative, and 1 where it is positive; it is 0 and dout."""

    def dx(dout, x):
        return np.where(x > 0, 1, dout)


class greatest_of_each_column:
    """np.max(x, 0) is the greatest number of each column; np.maximum(x, 0) compares each number with 0."""

    def out(x):
        return np.max(x, axis=0)


class greatest_of_all:
    """out is the greatest number of all; np.maximum(x, 0) compares each number with 0."""

    def out(x):
        return np.max(x)


class absolute:
    """Negative numbers change their sign; a ReLU makes them 0."""

    def out(x):
        return np.abs(x)


class zero_and_one:
    """out is 1 where x is positive; a ReLU gives x itself there."""

    def out(x):
        return (x > 0) * 1.0


class leaky:
    """Negative numbers are multiplied by 0.01, as a leaky ReLU does; here they become 0."""

    def out(x):
        return np.where(x > 0, x, 0.01 * x)

    def dx(dout, x):
        return np.where(x > 0, dout, 0.01 * dout)


class sign_as_derivative:
    """The derivative is -1 where x is negative, as of an absolute value; of a ReLU it is 0 there."""

    def dx(dout, x):
        return dout * np.sign(x)
