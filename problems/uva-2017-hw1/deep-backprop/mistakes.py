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
