"""Gradient descent on a chain of units; EE488 lecture 6 (2017), algorithm 1 with w[k+1] in it."""

import numpy as np

FUNCTIONS = {"tanh": np.tanh, "sigmoid": lambda u: 1 / (1 + np.exp(-u))}
DERIVATIVES = {  # in terms of the activation
    "tanh": lambda h: 1 - h**2,
    "sigmoid": lambda h: h * (1 - h),
}


def w(x, y, w0, acts, alpha, MaxIter):
    weights = w0
    for _ in range(MaxIter):
        h = _forward(x, weights, acts)
        g = _backward(y, weights, acts, h)
        weights = weights - alpha * (h[:-1] * g).sum(axis=1)
    return weights


def _forward(x, weights, acts):
    """The input and the activations, a row each."""
    h = [x]
    for k, act in enumerate(acts):
        h.append(FUNCTIONS[act](h[k] * weights[k]))
    return np.array(h)


def _backward(y, weights, acts, h):
    """The gradient by each pre-activation, a row each."""
    slopes = [DERIVATIVES[act](h[k + 1]) for k, act in enumerate(acts)]
    g = [slopes[-1] * (h[-1] - y) / len(y)]
    for k in range(len(weights) - 2, -1, -1):
        g.insert(0, slopes[k] * g[0] * weights[k + 1])
    return np.array(g)


# What the cases must show.


def distinct(w0):
    """No two weights have the same size."""
    return len(w0) == len(set(np.abs(w0)))


def moved(w, w0):
    """How far each weight goes."""
    return w - w0
