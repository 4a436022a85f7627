import numpy as np


def svm_loss(x, y):
    N, C = x.shape
    correct = x[np.arange(N), y]
    margins = np.maximum(0, x - correct + 1)
    margins[np.arange(N), y] = 0
    loss = margins.sum() / N
    d = (margins > 0).astype(x.dtype)
    d[np.arange(N), y] -= d.sum(axis=1)
    return loss, d / N
