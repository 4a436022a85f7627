"""Takes the signal of the preceding layer: the recursion starts at the first layer and goes forward."""

import numpy as np

F = {
    "relu": lambda s: np.maximum(0, s),
    "tanh": np.tanh,
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "identity": lambda s: s,
}
DF = {
    "relu": lambda z: 1.0 * (z > 0),
    "tanh": lambda z: 1 - z**2,
    "sigmoid": lambda z: z * (1 - z),
    "identity": np.ones_like,
}


def deep_backprop(X, Ws, acts, Y_gt):
    Z = [X]
    for W, act in zip(Ws, acts):
        Z.append(F[act](W @ Z[-1]))
    # the error at the first layer: the whole network at once
    error = Z[-1] - Y_gt
    for W in Ws[:0:-1]:
        error = W.T @ error
    dWs = []
    for k, W in enumerate(Ws):
        D = error * DF[acts[k]](Z[k + 1])
        dWs.append(D @ Z[k].T)
        if k + 1 < len(Ws):
            error = Ws[k + 1] @ D
    return dWs
