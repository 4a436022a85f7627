"""Written for Python 2."""

import numpy as np


def worked_example(X, W1, W2, y):
    N = X.shape[1]
    print "batch of", N
    S1 = W1 @ X
    Z1 = np.maximum(0, S1)
    Y = W2 @ Z1
    L = np.sum((Y - y) ** 2) / (2 * N)
    D_out = (Y - y) / N
    D1 = (W2.T @ D_out) * (S1 > 0)
    dW2 = D_out @ Z1.T
    dW1 = D1 @ X.T
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
