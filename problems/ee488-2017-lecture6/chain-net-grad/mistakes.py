"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

FUNCTIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "relu": lambda u: np.maximum(u, 0),
}
DERIVATIVES = {
    "tanh": lambda u: 1 - np.tanh(u) ** 2,
    "sigmoid": lambda u: np.exp(-u) / (1 + np.exp(-u)) ** 2,
    "relu": lambda u: 1.0 * (u > 0),
}


class w_k_instead_of_k_plus_1:
    """g of unit k uses w[k], as algorithm 1 prints it; it needs the next unit's weight, w[k+1]."""

    def g(w, error, slopes):
        rows = [slopes[-1] * error]
        for k in range(len(w) - 2, -1, -1):
            rows.insert(0, slopes[k] * rows[0] * w[k])
        return np.array(rows)


class missing_one_over_m:
    """The factor 1/m is missing: J is averaged over the m examples, so its gradient is too."""

    def error(y, h):
        return h[-1] - y


class sign_flipped:
    """The sign is wrong: the derivative of (y - h)^2/2 by h is h - y."""

    def error(y, h):
        return (y - h[-1]) / len(y)


class derivative_at_activation:
    """The derivatives are taken at the activations h; they belong to the pre-activations: phi'(u)."""

    def slopes(h, acts):
        return np.array([DERIVATIVES[act](row) for act, row in zip(acts, h[1:], strict=True)])


class no_hidden_derivative:
    """The derivatives of the units before the last are missing: each g needs its own factor phi'(u)."""

    def g(w, error, slopes):
        rows = [slopes[-1] * error]
        for k in range(len(w) - 2, -1, -1):
            rows.insert(0, rows[0] * w[k + 1])
        return np.array(rows)


class no_output_derivative:
    """The derivative of the last unit is missing: it has an activation too, so its g needs phi'(u)."""

    def g(w, error, slopes):
        rows = [error]
        for k in range(len(w) - 2, -1, -1):
            rows.insert(0, slopes[k] * rows[0] * w[k + 1])
        return np.array(rows)


class weight_as_bias:
    """w_k is added as a bias as well; the units have no bias, u_k = h_(k-1) w_k."""

    def u(x, w, acts):
        rows, before = [], x
        for weight, act in zip(w, acts, strict=True):
            rows.append(before * weight + weight)
            before = FUNCTIONS[act](rows[-1])
        return np.array(rows)

    def dw(h, g):
        return ((h[:-1] + 1) * g).sum(axis=1)


class derivative_of_unit_before:
    """Each derivative is computed from h_(k-1), the unit's input; it belongs to the unit's own u_k and h_k."""

    def slopes(u, h, acts):
        formulas = {
            "tanh": lambda h, _: 1 - h**2,
            "sigmoid": lambda h, _: h * (1 - h),
            "relu": lambda _, u: 1.0 * (u > 0),
        }
        return np.array([formulas[act](h[k], u[k]) for k, act in enumerate(acts)])
