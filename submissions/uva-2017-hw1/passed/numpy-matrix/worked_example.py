"""np.matrix, so that * is the matrix product as in MATLAB."""

import numpy as np


def worked_example(X, W1, W2, y):
    X, W1, W2, y = np.asmatrix(X), np.asmatrix(W1), np.asmatrix(W2), np.asmatrix(y)
    N = X.shape[1]
    S1 = W1 * X
    Z1 = np.maximum(S1, 0)
    Y = W2 * Z1
    E = Y - y
    L = np.trace(E * E.T) / (2 * N)
    D_out = E / N
    D1 = np.multiply(W2.T * D_out, S1 > 0)
    return {
        "S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1,
        "dW2": D_out * Z1.T, "dW1": D1 * X.T,
    }
