"""Classes counted from 1, as in the document: label 1 is the first column."""

import numpy as np


def one_hot(y, c):
    T = np.zeros((len(y), c))
    for i in range(len(y)):
        T[i, y[i] - 1] = 1
    return T
