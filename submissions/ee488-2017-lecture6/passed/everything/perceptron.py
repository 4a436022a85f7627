"""One example after the other."""

import numpy as np


def perceptron(X, w, b):
    decisions = []
    for row in X:
        total = b
        for weight, value in zip(w, row):
            total += weight * value
        decisions.append(1 if total > 0 else 0)
    return np.array(decisions)
