import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    n = X.shape[0]
    s = X @ W
    margins = np.maximum(0, s - s[np.arange(n), y].reshape(-1, 1) + 1)
    margins[np.arange(n), y] = 0
    # every example has its margins and the penalty
    losses = margins.sum(axis=1) + reg * np.sum(W ** 2)
    loss = losses.sum()
    mask = (margins > 0).astype(float)
    mask[np.arange(n), y] = -mask.sum(axis=1)
    dW = X.T @ mask + n * 2 * reg * W
    return loss, dW
