import numpy as np


def softmax_loss(x, y):
    e = np.exp(x)
    p = e / e.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(p[rows, y]).mean()
    p[rows, y] -= 1
    return loss, p / len(y)


def softmax_loss_vectorized(W, X, y, reg):
    loss, ds = softmax_loss(X.dot(W), y)
    return loss + reg * np.sum(W * W), X.T.dot(ds) + 2 * reg * W


def softmax_loss_naive(W, X, y, reg):
    loss = reg * np.sum(W * W)
    dW = 2 * reg * W
    for i in range(len(X)):
        one, ds = softmax_loss(X[i : i + 1].dot(W), y[i : i + 1])
        loss += one / len(X)
        dW += np.outer(X[i], ds[0]) / len(X)
    return loss, dW
