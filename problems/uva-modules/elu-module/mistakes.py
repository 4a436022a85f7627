"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


def _exp(x):
    return np.exp(np.minimum(x, 0))


class derivative_at_the_output:
    """Where x is negative the derivative is exp(x), or the output plus 1, and not exp of the output: has forward written out over the x that it keeps?"""

    def dx(dout, x, out):
        return dout * np.where(x > 0, 1, np.exp(np.minimum(out, 0)))


class slope_minus_one:
    """Where x is negative the derivative is exp(x), not exp(x) - 1, which is the output itself."""

    def dx(dout, x):
        return dout * np.where(x > 0, 1, np.expm1(np.minimum(x, 0)))


class one_not_subtracted:
    """Where x is negative, out is exp(x) - 1, not exp(x): otherwise it jumps at 0."""

    def out(x):
        return np.where(x > 0, x, _exp(x))


class exp_times_x:
    """Where x is negative the derivative of exp(x) - 1 is exp(x): it is not multiplied by x."""

    def dx(dout, x):
        return dout * np.where(x > 0, 1, x * _exp(x))


class upstream_forgotten:
    """dx is the derivative of the ELU alone: by the chain rule it is multiplied by dout, entry by entry."""

    def dx(x):
        return _exp(x)


class upstream_where_negative:
    """Where x is positive, dx is 1 in place of dout: the derivative 1 is multiplied by dout there too."""

    def dx(dout, x):
        return np.where(x > 0, 1, dout * _exp(x))


class upstream_where_positive:
    """Where x is negative, dx lacks the factor dout: exp(x) is multiplied by dout there too."""

    def dx(dout, x):
        return np.where(x > 0, dout, _exp(x))


class passed_where_negative:
    """The two sides are exchanged: dout passes unchanged where x is positive, and times exp(x) where it is negative."""

    def dx(dout, x):
        return dout * np.where(x > 0, np.exp(np.maximum(x, 0)), 1)


class sides_by_dout:
    """The two sides are told apart by the sign of dout; it is the sign of x that counts."""

    def dx(dout, x):
        return dout * np.where(dout > 0, 1, np.exp(x))


class derivative_at_dout:
    """exp is taken of dout; the derivative is exp(x), which is then multiplied by dout."""

    def dx(dout):
        return np.where(dout > 0, dout, np.exp(np.minimum(dout, 0)))


class zero_where_negative:
    """Where x is negative, dx is 0, as with a ReLU; an ELU has the derivative exp(x) there."""

    def dx(dout, x):
        return dout * (x > 0)


class relu_forward:
    """Where x is negative, out is 0, as with a ReLU; an ELU has exp(x) - 1 there."""

    def out(x):
        return np.maximum(x, 0)


class identity_where_negative:
    """Where x is negative, dx is dout itself; it is dout times exp(x)."""

    def dx(dout):
        return dout


class alpha_a_hundredth:
    """exp(x) - 1 is multiplied by 0.01, which belongs to a leaky ReLU; here alpha = 1."""

    def out(x):
        return np.where(x > 0, x, 0.01 * np.expm1(np.minimum(x, 0)))

    def dx(dout, x):
        return dout * np.where(x > 0, 1, 0.01 * _exp(x))


class one_subtracted_everywhere:
    """1 is subtracted where x is positive too: there, out is x. Does the - 1 stand outside of np.where?"""

    def out(x):
        return np.where(x > 0, x, _exp(x)) - 1


class alpha_a_tenth_in_backward:
    """exp(x) is multiplied by 0.1 in the derivative; here alpha = 1."""

    def dx(dout, x):
        return dout * np.where(x > 0, 1, 0.1 * _exp(x))


class alpha_a_tenth:
    """exp(x) - 1 is multiplied by 0.1; here alpha = 1."""

    def out(x):
        return np.where(x > 0, x, 0.1 * np.expm1(np.minimum(x, 0)))

    def dx(dout, x):
        return dout * np.where(x > 0, 1, 0.1 * _exp(x))
