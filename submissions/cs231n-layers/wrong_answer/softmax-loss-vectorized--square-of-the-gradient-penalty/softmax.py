import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    n = X.shape[0]
    f = X.dot(W)
    f -= np.max(f, axis=1).reshape(-1, 1)
    p = np.exp(f) / np.exp(f).sum(axis=1).reshape(-1, 1)
    loss = -np.log(p[range(n), y]).sum() / n
    p[range(n), y] -= 1
    dW = X.T.dot(p) / n
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W * W
    return loss, dW
