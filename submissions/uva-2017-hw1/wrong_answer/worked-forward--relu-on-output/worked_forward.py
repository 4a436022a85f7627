"""The printed numbers leave open whether the output has a relu too: they are all positive."""

import numpy as np


def relu(s):
    return np.maximum(0, s)


def forward(X, W1, W2, y):
    S1 = W1 @ X
    Z1 = relu(S1)
    S2 = W2 @ Z1
    Y = relu(S2)
    L = np.mean(np.sum((Y - y) ** 2, axis=0)) / 2
    return {"S1": S1, "Z1": Z1, "S2": S2, "Y": Y, "L": L}
