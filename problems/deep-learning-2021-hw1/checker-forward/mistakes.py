"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mirror_recursion:
    """Each layer folds by the absolute value, |h| - 2^(n-i-1); it keeps the sign in h - sgn(h) 2^(n-i-1)."""

    def H1(x1, shifts):
        values = [x1 - shifts[0]]
        for shift in shifts[1:]:
            values.append(np.abs(values[-1]) - shift)
        return np.array(values)

    def H2(x2, shifts):
        values = [x2 - shifts[0]]
        for shift in shifts[1:]:
            values.append(np.abs(values[-1]) - shift)
        return np.array(values)


class sgn_omitted:
    """Every layer shifts downwards; the shift has the sign of the unit: h - sgn(h) 2^(n-i-1)."""

    def H1(x1, shifts):
        return x1 - np.cumsum(shifts)[:, None]

    def H2(x2, shifts):
        return x2 - np.cumsum(shifts)[:, None]


class shift_twice_as_large:
    """Layer i + 1 shifts by 2^(n-i), which is what layer i does: it is half of that, 2^(n-i-1)."""

    def H1(x1, shifts):
        values = [x1 - shifts[0]]
        for shift in shifts[1:]:
            values.append(values[-1] - np.sign(values[-1]) * 2 * shift)
        return np.array(values)

    def H2(x2, shifts):
        values = [x2 - shifts[0]]
        for shift in shifts[1:]:
            values.append(values[-1] - np.sign(values[-1]) * 2 * shift)
        return np.array(values)


class no_shift:
    """The first layer is the inputs themselves; both are shifted by half the side, x - 2^(n-1)."""

    def H1(x1, shifts):
        values = [x1]
        for shift in shifts[1:]:
            values.append(values[-1] - np.sign(values[-1]) * shift)
        return np.array(values)

    def H2(x2, shifts):
        values = [x2]
        for shift in shifts[1:]:
            values.append(values[-1] - np.sign(values[-1]) * shift)
        return np.array(values)


class sum_instead_of_product:
    """The third unit and the output add the units before; they multiply them."""

    def H3(H1, H2):
        return np.cumsum(H1 + H2, axis=0)[:-1]

    def y(H1, H2, H3):
        return H1[-1] + H2[-1] + H3[-1]


class product_not_carried:
    """The third unit leaves out the third unit before it: from layer 3 on it is a product of three units."""

    def H3(H1, H2):
        return (H1 * H2)[:-1]


class sign_unit_dropped:
    """The output leaves out the third unit: it is the product of all three units of the last layer."""

    def y(H1, H2):
        return H1[-1] * H2[-1]


class sign_alone:
    """The third unit is a sign only. The class stays the same, but the products themselves are asked for."""

    def H3(H1, H2):
        return np.sign(np.cumprod(H1 * H2, axis=0)[:-1])


class negated:
    """The output has the other sign: the cell at the origin is positive."""

    def y(H1, H2, H3):
        return -H1[-1] * H2[-1] * H3[-1]


class sign_of_output:
    """The output is the sign of the product; the product itself is asked for."""

    def y(H1, H2, H3):
        return np.sign(H1[-1] * H2[-1] * H3[-1])
