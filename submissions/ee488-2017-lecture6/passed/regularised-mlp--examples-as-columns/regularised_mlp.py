"""Y as printed, a column an example; everything else is turned to match and turned back at the end."""

import numpy as np


def regularised_mlp(X, y, W1, W2, lam, act):
    m, k = X.shape[0], W2.shape[1]
    Y = (np.arange(k).reshape(k, 1) == y).astype(float)  # k x m
    U1 = W1.T @ X.T
    if act == "tanh":
        H, slope = np.tanh(U1), np.cosh(U1) ** -2.0
    elif act == "sigmoid":
        H = 1 / (1 + np.exp(-U1))
        slope = H - H**2
    else:
        H, slope = np.clip(U1, 0, None), np.heaviside(U1, 0)
    U2 = W2.T @ H
    J = -(Y * U2).sum() / m + lam * ((W1 * W1).sum() + (W2 * W2).sum())
    G2 = -Y / m
    G1 = (W2 @ G2) * slope
    return {
        "J": J,
        "G2": G2.T,
        "G1": G1.T,
        "dW2": H @ G2.T + 2 * lam * W2,
        "dW1": (G1 @ X).T + 2 * lam * W1,
    }
