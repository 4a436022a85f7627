"""Back-propagation through n layers; UvA homework 1 (2017), exercises 1 and 4. Columns are samples."""

import numpy as np

FUNCTIONS = {
    "relu": lambda s: np.maximum(s, 0),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}
DERIVATIVES = {
    "relu": lambda s: s > 0,
    "tanh": lambda s: 1 - np.tanh(s) ** 2,
    "sigmoid": lambda s: np.exp(-s) / (1 + np.exp(-s)) ** 2,
    "identity": np.ones_like,
}


def S(X, Ws, acts):
    values = [Ws[0] @ X]
    for k in range(1, len(Ws)):
        values.append(Ws[k] @ FUNCTIONS[acts[k - 1]](values[-1]))
    return values


def Z(X, S, acts):
    return [X] + [FUNCTIONS[acts[k]](S[k]) for k in range(len(S))]


def L(Z, Y_gt):
    return ((Z[-1] - Y_gt) ** 2).sum() / 2


def slopes(S, acts):
    return [DERIVATIVES[acts[k]](S[k]) for k in range(len(S))]


def D(Z, slopes, Ws, Y_gt):
    signals = [(Z[-1] - Y_gt) * slopes[-1]]
    for k in range(len(Ws) - 1, 0, -1):
        signals.insert(0, (Ws[k].T @ signals[0]) * slopes[k - 1])
    return signals


def dWs(D, Z):
    return [D[k] @ Z[k].T for k in range(len(D))]


# What the cases must show.


def curved(acts):
    """Some layer before the last is neither relu nor identity: there a derivative at Z shows."""
    return any(act in ("tanh", "sigmoid") for act in acts[:-1])


def margin(S, acts):
    return min(
        (np.abs(s).min() for s, act in zip(S, acts, strict=True) if act == "relu"), default=1
    )


def smallest_gradient(dWs):
    return np.array([np.abs(dW).max() for dW in dWs])
