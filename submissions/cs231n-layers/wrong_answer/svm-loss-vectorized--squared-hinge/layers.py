import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    idx = np.arange(N)
    scores = X @ W
    margins = np.maximum(scores - scores[idx, y].reshape(-1, 1) + 1, 0)
    margins[idx, y] = 0
    loss = np.sum(margins ** 2) / N + reg * np.sum(W ** 2)
    g = 2 * margins
    g[idx, y] = -g.sum(axis=1)
    dW = X.T @ g / N + 2 * reg * W
    return loss, dW
