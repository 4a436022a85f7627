import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    scores = X.dot(W)
    scores -= np.max(scores)
    total = np.sum(np.exp(scores))
    for i in range(X.shape[0]):
        loss += -scores[i, y[i]] + np.log(total)
        for j in range(W.shape[1]):
            dW[:, j] += np.exp(scores[i, j]) / total * X[i]
        dW[:, y[i]] -= X[i]
    loss = loss / X.shape[0] + reg * np.sum(W * W)
    dW = dW / X.shape[0] + 2 * reg * W
    return loss, dW
