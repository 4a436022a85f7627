import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    delta = 1.0
    N = X.shape[0]
    s = X.dot(W)
    m = np.maximum(0, s - s[np.arange(N), y][:, np.newaxis] - delta)
    m[np.arange(N), y] = 0
    loss = m.sum() / N + reg * np.sum(W * W)
    b = (m > 0).astype(float)
    b[np.arange(N), y] = -b.sum(1)
    dW = X.T @ b / N + 2 * reg * W
    return loss, dW
