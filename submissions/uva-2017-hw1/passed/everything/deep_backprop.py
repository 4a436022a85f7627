import numpy as np


def value_and_slope(name, s):
    if name == "relu":
        return np.maximum(s, 0), (s > 0).astype(float)
    if name == "tanh":
        z = np.tanh(s)
        return z, 1 - z * z
    if name == "sigmoid":
        z = 1 / (1 + np.exp(-s))
        return z, z * (1 - z)
    return s, np.ones(s.shape)


def deep_backprop(X, Ws, acts, Y_gt):
    inputs, slopes = [], []
    Z = X
    for W, name in zip(Ws, acts):
        inputs.append(Z)
        Z, slope = value_and_slope(name, W @ Z)
        slopes.append(slope)

    dWs = [None] * len(Ws)
    dZ = Z - Y_gt
    for k in reversed(range(len(Ws))):
        D = dZ * slopes[k]
        dWs[k] = D @ inputs[k].T
        dZ = Ws[k].T @ D
    return dWs
