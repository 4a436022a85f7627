"""Back-propagation through a chain of units; EE488 lecture 6 (2017), example 1. Rows are units."""

import numpy as np

FUNCTIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "relu": lambda u: np.maximum(u, 0),
}
DERIVATIVES = {
    "tanh": lambda u: 1 - np.tanh(u) ** 2,
    "sigmoid": lambda u: np.exp(-u) / (1 + np.exp(-u)) ** 2,
    "relu": lambda u: u > 0,
}


def nudge(x, w):
    """What is added to every u, which is nothing: the gradient of J by it is g."""
    return np.zeros((len(w), len(x)))


def u(x, w, acts, nudge):
    rows, before = [], x
    for k, act in enumerate(acts):
        rows.append(before * w[k] + nudge[k])
        before = FUNCTIONS[act](rows[-1])
    return np.array(rows)


def h(x, u, acts):
    return np.array([x, *(FUNCTIONS[act](u[k]) for k, act in enumerate(acts))])


def J(y, h):
    return ((y - h[-1]) ** 2).sum() / (2 * len(y))


def error(y, h):
    return (h[-1] - y) / len(y)


def slopes(u, acts):
    return np.array([DERIVATIVES[act](u[k]) for k, act in enumerate(acts)])


def g(w, error, slopes):
    rows = [slopes[-1] * error]
    for k in range(len(w) - 2, -1, -1):
        rows.insert(0, slopes[k] * rows[0] * w[k + 1])
    return np.array(rows)


def dw(h, g):
    return (h[:-1] * g).sum(axis=1)


# What the cases must show.


def curved(acts):
    """Some unit before the last is no relu: there a derivative taken at h shows."""
    return any(act != "relu" for act in acts[:-1])


def distinct(x, w):
    """No two weights have the same size, and there are not as many units as examples."""
    return len(x) != len(w) == len(set(np.abs(w)))


def margin(u, acts):
    return min(
        (np.abs(row).min() for act, row in zip(acts, u, strict=True) if act == "relu"), default=1
    )
