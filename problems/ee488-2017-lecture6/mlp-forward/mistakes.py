"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

FUNCTIONS = {
    "relu": lambda s: np.maximum(s, 0),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}


class biases_dropped:
    """The biases are left out: each layer computes g(b + W h)."""

    def h(x, Ws, acts):
        layers = [x]
        for W, act in zip(Ws, acts, strict=True):
            layers.append(FUNCTIONS[act](W @ layers[-1]))
        return layers


class w_transposed:
    """The weights are transposed: here W stands to the left of h, with one row for each unit."""

    def h(x, Ws, bs, acts):
        layers = [x]
        for W, b, act in zip(Ws, bs, acts, strict=True):
            layers.append(FUNCTIONS[act](b + W.T @ layers[-1]))
        return layers


class first_activation_everywhere:
    """Every layer has the first layer's activation; layer i has its own, acts[i]."""

    def h(x, Ws, bs, acts):
        layers = [x]
        for W, b in zip(Ws, bs, strict=True):
            layers.append(FUNCTIONS[acts[0]](b + W @ layers[-1]))
        return layers


class bias_after_activation:
    """The bias is added after the activation; it belongs inside: g(b + W h)."""

    def h(x, Ws, bs, acts):
        layers = [x]
        for W, b, act in zip(Ws, bs, acts, strict=True):
            layers.append(FUNCTIONS[act](W @ layers[-1]) + b)
        return layers


class no_hidden_activation:
    """Only the last layer has its activation; the hidden layers need theirs as well."""

    def h(x, Ws, bs, acts):
        layers = [x]
        for W, b in zip(Ws, bs, strict=True):
            layers.append(b + W @ layers[-1])
        layers[-1] = FUNCTIONS[acts[-1]](layers[-1])
        return layers


class no_output_activation:
    """The last layer has no activation; it has one as well, the last name in acts."""

    def h(x, Ws, bs, acts):
        layers = [x]
        for W, b, act in zip(Ws, bs, acts, strict=True):
            layers.append(FUNCTIONS[act](b + W @ layers[-1]))
        layers[-1] = bs[-1] + Ws[-1] @ layers[-2]
        return layers
