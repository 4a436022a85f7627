"""Reads its weights from a file that was not handed in."""

import numpy as np


def worked_example(X, W1, W2, y):
    W1 = np.loadtxt("weights.csv", delimiter=",")
    return W1 @ X
