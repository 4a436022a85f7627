"""Two layers, unnormalised outputs, weight decay; EE488 lecture 6 (2017), example 2. Rows are examples."""

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


def Y(y, W2):
    """The labels as the document has them: a column an example."""
    return np.eye(W2.shape[1])[:, y]


def U1(X, W1):
    return X @ W1


def H(U1, act):
    return FUNCTIONS[act](U1)


def U2(H, W2):
    return H @ W2


def J_MLE(U2, Y):
    return -(U2 * Y.T).sum() / len(U2)


def decay(W1, W2, lam):
    return lam * ((W1**2).sum() + (W2**2).sum())


def J(J_MLE, decay):
    return J_MLE + decay


def G2(Y):
    return -Y.T / Y.shape[1]


def slopes(U1, act):
    return DERIVATIVES[act](U1)


def G1(slopes, G2, W2):
    return slopes * (G2 @ W2.T)


def dW2(H, G2, W2, lam):
    return H.T @ G2 + 2 * lam * W2


def dW1(X, G1, W1, lam):
    return X.T @ G1 + 2 * lam * W1


# What the cases must show.


def margin(U1, act):
    return U1 if act == "relu" else 1
