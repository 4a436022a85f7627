import numpy as np


def svm_loss(x, y):
    N = x.shape[0]
    own = x[np.arange(N), y].reshape(N, 1)
    diff = np.maximum(x - own, 0)
    loss = diff.sum() / N
    mask = (diff > 0) * 1.0
    mask[np.arange(N), y] = -mask.sum(1)
    return loss, mask / N
