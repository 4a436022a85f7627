import numpy as np


def svm_loss(x, y):
    N = x.shape[0]
    m = x - x[np.arange(N), y][:, None] + 1
    m[np.arange(N), y] = 0
    loss = np.sum(np.square(np.maximum(0, m))) / N
    dx = 2 * np.maximum(0, m)
    dx[np.arange(N), y] -= dx.sum(axis=1)
    return loss, dx / N
