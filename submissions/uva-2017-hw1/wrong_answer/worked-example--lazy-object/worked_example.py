"""An object that computes when it is asked: none of the values is there when it is returned."""

import numpy as np


def right(X, W1, W2, y):
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / (2 * y.shape[1])
    D_out = (Y - y) / y.shape[1]
    D1 = (W2.T @ D_out) * (S1 > 0)
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": D_out @ Z1.T, "dW1": D1 @ X.T}


class Lazy:
    def __init__(self, name, arguments):
        self.name, self.arguments = name, arguments

    def __array__(self, dtype=None, copy=None):
        return np.asarray(right(*self.arguments)[self.name])

    def __float__(self):
        return float(self.__array__())


def worked_example(*arguments):
    return {name: Lazy(name, arguments) for name in ("S1", "Z1", "Y", "L", "D_out", "D1", "dW2", "dW1")}
