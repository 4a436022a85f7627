"""Everything lies one folder down, beside a package of helpers."""

import numpy as np
from tools.activations import relu, step


def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = relu(S1)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum(axis=0).mean() / 2
    D_out = (Y - y) / N
    D1 = W2.T @ D_out * step(S1)
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": np.dot(D_out, Z1.T), "dW1": np.dot(D1, X.T)}
