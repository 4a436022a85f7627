"""Back-propagation through three layers; UvA homework 1 (2017), exercise 1. Columns are samples."""

import numpy as np

FUNCTIONS = {
    "relu": lambda s: np.maximum(s, 0),
    "tanh": np.tanh,
    "sigmoid": lambda s: 0.5 * (1 + np.tanh(0.5 * s)),
    "identity": lambda s: s,
}
DERIVATIVES = {
    "relu": lambda s: s > 0,
    "tanh": lambda s: np.cosh(s) ** -2,
    "sigmoid": lambda s: 0.25 * np.cosh(0.5 * s) ** -2,
    "identity": np.ones_like,
}


def S1(W1, X):
    return W1 @ X


def Z1(S1, acts):
    return FUNCTIONS[acts[0]](S1)


def S2(W2, Z1):
    return W2 @ Z1


def Z2(S2, acts):
    return FUNCTIONS[acts[1]](S2)


def S3(W3, Z2):
    return W3 @ Z2


def Y(S3, acts):
    return FUNCTIONS[acts[2]](S3)


def L(Y, Y_gt):
    return ((Y - Y_gt) ** 2).sum() / 2


def slope3(S3, acts):
    return DERIVATIVES[acts[2]](S3)


def slope2(S2, acts):
    return DERIVATIVES[acts[1]](S2)


def slope1(S1, acts):
    return DERIVATIVES[acts[0]](S1)


def dL_dY(Y, Y_gt):
    return Y - Y_gt


def D3(dL_dY, slope3):
    return dL_dY * slope3


def dZ2(W3, D3):
    return W3.T @ D3


def D2(dZ2, slope2):
    return dZ2 * slope2


def D1(W2, D2, slope1):
    return (W2.T @ D2) * slope1


def dW3(D3, Z2):
    return D3 @ Z2.T


def dW2(D2, Z1):
    return D2 @ Z1.T


def dW1(D1, X):
    return D1 @ X.T


# What the cases must show.


def curved(acts):
    """Some layer is neither relu nor identity: there a derivative at Z shows."""
    return any(act in ("tanh", "sigmoid") for act in acts)


def margin(S1, S2, S3, acts):
    return min(
        (np.abs(s).min() for s, act in zip([S1, S2, S3], acts, strict=True) if act == "relu"),
        default=1,
    )


def smallest_gradient(dW1, dW2, dW3):
    return np.array([np.abs(dW).max() for dW in (dW1, dW2, dW3)])
