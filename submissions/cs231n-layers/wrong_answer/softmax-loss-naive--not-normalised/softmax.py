import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(len(X)):
        f = X[i].dot(W)
        f -= np.max(f)
        e = np.exp(f)
        loss += -np.log(e[y[i]] / e.sum())
        for j in range(W.shape[1]):
            if j == y[i]:
                dW[:, j] += X[i] * (e[j] - 1)
            else:
                dW[:, j] += X[i] * e[j]
    loss /= len(X)
    dW /= len(X)
    return loss + reg * np.sum(W * W), dW + 2 * reg * W
