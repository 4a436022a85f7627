"""Back-propagation through n layers; UvA homework 1 (2017), exercises 1 and 4. Columns are samples."""

import numpy as np

FUNCTIONS = {
    "relu": lambda s: np.maximum(s, 0),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}
DERIVATIVES = {
    "relu": lambda s: 1.0 * (s > 0),
    "tanh": lambda s: 1 - np.tanh(s) ** 2,
    "sigmoid": lambda s: np.exp(-s) / (1 + np.exp(-s)) ** 2,
    "identity": lambda s: np.ones_like(s),
}


def S(X, Ws, acts):
    values, Z = [], X
    for W, act in zip(Ws, acts, strict=True):
        values.append(W @ Z)
        Z = FUNCTIONS[act](values[-1])
    return values


def Z(X, S, acts):
    return [X, *(FUNCTIONS[act](s) for s, act in zip(S, acts, strict=True))]


def D(Z, S, Ws, acts, Y_gt):
    slopes = [DERIVATIVES[act](s) for s, act in zip(S, acts, strict=True)]
    signals = [(Z[-1] - Y_gt) * slopes[-1]]
    for W, slope in zip(Ws[:0:-1], slopes[-2::-1], strict=True):
        signals.insert(0, (W.T @ signals[0]) * slope)
    return signals


def dWs(D, Z):
    return [signal @ z.T for signal, z in zip(D, Z[:-1], strict=True)]


# What the cases must show.


def curved(acts):
    """Some layer before the last is neither relu nor identity: there a derivative at Z shows."""
    return any(act in ("tanh", "sigmoid") for act in acts[:-1])


def margin(S, acts):
    return min((np.abs(s).min() for s, act in zip(S, acts, strict=True) if act == "relu"), default=1)


def smallest_gradient(dWs):
    return np.array([np.abs(dW).max() for dW in dWs])
