import numpy as np


def svm_loss(x, y):
    N, C = x.shape
    loss = 0.0
    dx = np.zeros_like(x)
    for i in range(N):
        margins = x[i] - x[i, y[i]] + 1
        margins[y[i]] = 0
        loss += np.sum(np.maximum(0, margins))
        worst = np.argmax(margins)
        dx[i, worst] += 1
        dx[i, y[i]] -= 1
    return loss / N, dx / N
