import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    f = X.dot(W)
    f = f - np.max(f, axis=0, keepdims=True)
    p = np.exp(f) / np.sum(np.exp(f), axis=0, keepdims=True)
    loss = np.sum(-np.log(p[np.arange(N), y])) / N + reg * np.sum(W ** 2)
    q = p.copy()
    q[np.arange(N), y] -= 1
    dW = X.T.dot(q) / N + 2 * reg * W
    return loss, dW
