import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    N = X.shape[0]
    s = X.dot(W)
    s_y = s[np.arange(N), y]
    l = s - s_y[:, None] + 1.0
    l[l < 0] = 0
    l[np.arange(N), y] = 0
    loss = np.sum(l) / N + reg * np.sum(W**2)
    ind = (l > 0) * 1
    ind[np.arange(N), y] = np.sum(ind, axis=1)
    dW = X.T.dot(ind) / N + 2 * reg * W
    return loss, dW
