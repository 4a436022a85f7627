import numpy as np


def worked_example(X, W1, W2, y):
    N = y.shape[1]
    S1 = np.einsum("ij,jn->in", W1, X)
    Z1 = 0.5 * (S1 + np.abs(S1))
    Y = np.einsum("ij,jn->in", W2, Z1)
    error = Y - y
    L = 0.5 / N * np.vdot(error, error)
    D_out = error / N
    D1 = np.einsum("ij,in->jn", W2, D_out)
    D1[S1 <= 0] = 0.0
    dW2 = np.einsum("in,jn->ij", D_out, Z1)
    dW1 = np.einsum("in,jn->ij", D1, X)
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
