"""In the document's own notation: its dots are elementwise products, and an error signal is called Lambda."""

import numpy as np


def f(name, S):
    return {
        "relu": np.maximum(S, 0), "tanh": np.tanh(S), "sigmoid": 1 / (1 + np.exp(-S)), "identity": S
    }[name]


def f_prime(name, S):
    Z = f(name, S)
    return {"relu": S > 0, "tanh": 1 - Z**2, "sigmoid": Z * (1 - Z), "identity": np.ones(S.shape)}[name]


def dot(A, B):
    """The dot between two factors of the same shape."""
    return np.multiply(A, B)


def backprop3(X, W_1, W_2, W_3, Y_gt, f_names):
    S_1 = W_1 @ X
    Z_1 = f(f_names[0], S_1)
    S_2 = W_2 @ Z_1
    Z_2 = f(f_names[1], S_2)
    S_3 = W_3 @ Z_2
    Y = f(f_names[2], S_3)
    L = 0.5 * ((Y - Y_gt) ** 2).sum()
    Lambda_3 = dot(Y - Y_gt, f_prime(f_names[2], S_3))
    dL_dZ_2 = W_3.T @ Lambda_3
    Delta_2 = dot(dL_dZ_2, f_prime(f_names[1], S_2))
    Lambda_1 = dot(W_2.T @ Delta_2, f_prime(f_names[0], S_1))
    return (
        L, Y, Y - Y_gt, Lambda_3, Delta_2, Lambda_1, dL_dZ_2,
        Lambda_3 @ Z_2.T, Delta_2 @ Z_1.T, Lambda_1 @ X.T,
    )
