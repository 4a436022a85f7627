"""Probabilities may be 0, as the document says: 0 times ln 0 counts as 0."""

import numpy as np


def cross_entropy(Z, T):
    logs = np.zeros(Z.shape)
    np.log(Z, out=logs, where=T > 0)
    return -np.sum(T * logs) / len(Z)
