"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


def _slope(act, s):
    if act == "relu":
        return 1.0 * (s > 0)
    if act == "tanh":
        return 1 - np.tanh(s) ** 2
    if act == "sigmoid":
        return 1 / (1 + np.exp(-s)) / (1 + np.exp(s))
    return np.ones_like(s)


class z_index_off_by_one:
    """Each dW_k uses the layer's own output Z_k; it needs the layer's input: dW_k = D_k Z_(k-1)^T."""

    def dWs(D, Z):
        return [D[k] @ Z[k + 1].T for k in range(len(D))]


class w_k_instead_of_k_plus_1:
    """The error goes back through the layer's own weights W_k; it has to be those of the next, W_(k+1)."""

    def D(Z, slopes, Ws, Y_gt):
        signals = [(Z[-1] - Y_gt) * slopes[-1]]
        for k in range(len(Ws) - 1, 0, -1):
            signals.insert(0, (Ws[k - 1].T @ signals[0]) * slopes[k - 1])
        return signals


class derivative_at_activation:
    """The activations' derivatives are taken at the outputs Z_k; they belong at the pre-activations S_k."""

    def slopes(Z, acts):
        return [_slope(act, z) for act, z in zip(acts, Z[1:], strict=True)]


class no_hidden_derivative:
    """The hidden layers' derivatives are missing: D_k = (W_(k+1)^T D_(k+1)) * f_k'(S_k)."""

    def D(Z, slopes, Ws, Y_gt):
        signals = [(Z[-1] - Y_gt) * slopes[-1]]
        for W in Ws[:0:-1]:
            signals.insert(0, W.T @ signals[0])
        return signals


class list_order_reversed:
    """The list starts with the last layer; the exercise asks for the first layer's gradient first."""

    def dWs(D, Z):
        return [D[k] @ Z[k].T for k in reversed(range(len(D)))]


class dz_passed_on:
    """What goes back to the layer before is dL/dZ_k; it is D_k, after the multiplication with f_k'(S_k)."""

    def D(Z, slopes, Ws, Y_gt):
        passed = [Z[-1] - Y_gt]
        for W in Ws[:0:-1]:
            passed.insert(0, W.T @ passed[0])
        return [value * slope for value, slope in zip(passed, slopes, strict=True)]


def _value(act, s):
    if act == "relu":
        return np.maximum(s, 0)
    if act == "tanh":
        return np.tanh(s)
    return 1 / (1 + np.exp(-s)) if act == "sigmoid" else s


class activations_reversed:
    """The activations are used in reversed order: the first name in acts belongs to the first layer."""

    def S(X, Ws, acts):
        values = [Ws[0] @ X]
        for k in range(1, len(Ws)):
            values.append(Ws[k] @ _value(acts[-k], values[-1]))
        return values

    def Z(X, S, acts):
        return [X, *map(_value, reversed(acts), S)]

    def slopes(S, acts):
        return list(map(_slope, reversed(acts), S))


class derivatives_reversed:
    """The derivatives are used in reversed order: the first name in acts belongs to the first layer."""

    def slopes(S, acts):
        return list(map(_slope, reversed(acts), S))


class sigmoid_one_minus_h:
    """The derivative of the sigmoid is taken to be 1 - h; it is h (1 - h), with h the sigmoid's value."""

    def slopes(S, acts):
        return [
            1 / (1 + np.exp(s)) if act == "sigmoid" else _slope(act, s)
            for act, s in zip(acts, S, strict=True)
        ]


class tanh_one_minus_h:
    """The derivative of tanh is taken to be 1 - h; the value is squared in it: 1 - h^2."""

    def slopes(S, acts):
        return [
            1 - np.tanh(s) if act == "tanh" else _slope(act, s)
            for act, s in zip(acts, S, strict=True)
        ]


class output_derivative_omitted:
    """The last layer's derivative is missing: D_n = (Z_n - Y_gt) * f_n'(S_n)."""

    def D(Z, slopes, Ws, Y_gt):
        signals = [Z[-1] - Y_gt]
        for k in range(len(Ws) - 1, 0, -1):
            signals.insert(0, (Ws[k].T @ signals[0]) * slopes[k - 1])
        return signals


class tanh_formula_at_s:
    """The derivative of tanh is taken to be 1 - s^2; the formula 1 - h^2 is in terms of the value h = tanh(s)."""

    def slopes(S, acts):
        return [
            1 - s**2 if act == "tanh" else _slope(act, s) for act, s in zip(acts, S, strict=True)
        ]


class sigmoid_formula_at_s:
    """The derivative of the sigmoid is taken to be s (1 - s); the formula h (1 - h) is in terms of its value h."""

    def slopes(S, acts):
        pairs = zip(acts, S, strict=True)
        return [s * (1 - s) if act == "sigmoid" else _slope(act, s) for act, s in pairs]
