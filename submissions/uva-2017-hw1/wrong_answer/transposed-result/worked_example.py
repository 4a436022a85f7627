"""Weight gradients the wrong way round."""

import numpy as np


def relu(s):
    return s * (s > 0)


def worked_example(X, W1, W2, y):
    out = {}
    n_samples = y.shape[1]

    # forward pass
    out["S1"] = np.dot(W1, X)
    out["Z1"] = relu(out["S1"])
    out["Y"] = np.dot(W2, out["Z1"])
    error = out["Y"] - y
    out["L"] = 0.5 * np.linalg.norm(error) ** 2 / n_samples

    # backward pass
    out["D_out"] = error / n_samples
    out["D1"] = np.where(out["S1"] > 0, W2.T.dot(out["D_out"]), 0)
    out["dW2"] = out["Z1"].dot(out["D_out"].T)
    out["dW1"] = X.dot(out["D1"].T)
    return out
