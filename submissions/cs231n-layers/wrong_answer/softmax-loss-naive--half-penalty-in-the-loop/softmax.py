import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    n = X.shape[0]
    for i in range(n):
        f = X[i] @ W
        f -= f.max()
        p = np.exp(f) / np.exp(f).sum()
        loss -= np.log(p[y[i]])
        p[y[i]] -= 1
        dW += np.outer(X[i], p)
        dW += reg * W
    loss /= n
    dW /= n
    loss += 0.5 * reg * np.sum(W * W)
    return loss, dW
