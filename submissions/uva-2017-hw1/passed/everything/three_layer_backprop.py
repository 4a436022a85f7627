import numpy as np


def sigmoid(s):
    return 1.0 / (1.0 + np.exp(-s))


# every activation together with its derivative, both as functions of s
ACTIVATIONS = {
    "relu": (lambda s: np.where(s > 0, s, 0.0), lambda s: np.where(s > 0, 1.0, 0.0)),
    "tanh": (np.tanh, lambda s: 1.0 - np.tanh(s) ** 2),
    "sigmoid": (sigmoid, lambda s: sigmoid(s) * sigmoid(-s)),
    "identity": (lambda s: s.copy(), lambda s: np.full(s.shape, 1.0)),
}


def backprop3(X, W1, W2, W3, Y_gt, acts):
    (f1, df1), (f2, df2), (f3, df3) = (ACTIVATIONS[name] for name in acts)

    S1 = W1.dot(X)
    Z1 = f1(S1)
    S2 = W2.dot(Z1)
    Z2 = f2(S2)
    S3 = W3.dot(Z2)
    Y = f3(S3)

    error = Y - Y_gt
    L = 0.5 * np.linalg.norm(error, "fro") ** 2

    D3 = error * df3(S3)
    dZ2 = np.einsum("ij,in->jn", W3, D3)
    D2 = dZ2 * df2(S2)
    D1 = np.einsum("ij,in->jn", W2, D2) * df1(S1)
    return {
        "L": float(L),
        "Y": Y,
        "dL_dY": error,
        "D3": D3,
        "D2": D2,
        "D1": D1,
        "dZ2": dZ2,
        "dW3": np.einsum("in,jn->ij", D3, Z2),
        "dW2": np.einsum("in,jn->ij", D2, Z1),
        "dW1": np.einsum("in,jn->ij", D1, X),
    }
