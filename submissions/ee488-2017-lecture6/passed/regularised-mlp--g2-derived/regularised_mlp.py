"""G2 from J_MLE = -1/m tr(U2 Y): the derivative by U2[i, j] is -Y[j, i]/m, entry by entry."""

import numpy as np


def regularised_mlp(X, y, W1, W2, lam, act):
    m, k = X.shape[0], W2.shape[1]
    phi = {"tanh": np.tanh, "sigmoid": lambda u: 1 / (1 + np.exp(-u)), "relu": lambda u: u * (u > 0)}
    dphi = {
        "tanh": lambda h: 1 - h**2,
        "sigmoid": lambda h: h * (1 - h),
        "relu": lambda h: 1.0 * (h > 0),
    }
    Y = np.zeros((k, m))
    for i in range(m):
        Y[y[i], i] = 1
    H = phi[act](X @ W1)
    U2 = H @ W2
    J = -np.trace(U2 @ Y) / m + lam * (np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2)
    G2 = np.array([[-Y[j, i] / m for j in range(k)] for i in range(m)])
    G1 = dphi[act](H) * np.dot(G2, W2.T)
    return J, G2, G1, H.T.dot(G2) + 2 * lam * W2, X.T.dot(G1) + 2 * lam * W1
