import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    # the loss of the batch is the sum of the losses of its examples
    N = X.shape[0]
    scores = X.dot(W)
    scores -= scores.max(axis=1, keepdims=True)
    p = np.exp(scores)
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.sum(np.log(p[np.arange(N), y])) + reg * np.sum(W * W)
    p[np.arange(N), y] -= 1
    dW = X.T.dot(p) + 2 * reg * W
    return loss, dW
