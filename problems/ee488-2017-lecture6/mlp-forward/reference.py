"""Fully connected layers h = g(b + W h); EE488 lecture 6 (2017), multi-layer perceptron."""

import numpy as np

FUNCTIONS = {
    "relu": lambda s: np.maximum(s, 0),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}


def h(x, Ws, bs, acts):
    layers = [x]
    for i, act in enumerate(acts):
        layers.append(FUNCTIONS[act](bs[i] + Ws[i] @ layers[-1]))
    return layers


def y(h):
    return h[-1]


# What the cases must show.


def pre_activations(h, Ws, bs):
    return [b + W @ before for W, b, before in zip(Ws, bs, h[:-1], strict=True)]


def mixed(acts):
    return len(set(acts)) > 1


def margin(pre_activations, acts):
    pairs = zip(pre_activations, acts, strict=True)
    return min((np.abs(v).min() for v, act in pairs if act == "relu"), default=1)


def bent(pre_activations, h):
    """Some hidden activation is another than its pre-activation."""
    pairs = zip(pre_activations[:-1], h[1:-1], strict=True)
    return any(np.abs(before - after).max() > 0.01 for before, after in pairs)


def largest_output(y):
    return np.abs(y).max()
