"""Keeps a copy of everything in a loop that never ends."""

import numpy as np


def worked_example(X, W1, W2, y):
    history = []
    while True:
        history.append(np.zeros((1000, 5000)))
