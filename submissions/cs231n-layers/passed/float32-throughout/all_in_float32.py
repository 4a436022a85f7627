import numpy as np


def softmax_loss(x, y):
    x = x.astype(np.float32)
    n = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    logsum = np.log(np.exp(z).sum(axis=1, keepdims=True))
    logp = z - logsum
    loss = -logp[range(n), y].mean()
    dx = np.exp(logp)
    dx[range(n), y] -= 1
    return loss, dx / np.float32(n)


def svm_loss(x, y):
    x = x.astype(np.float32)
    n = x.shape[0]
    m = np.maximum(x - x[range(n), y][:, None] + np.float32(1), 0)
    m[range(n), y] = 0
    dx = (m > 0).astype(np.float32)
    dx[range(n), y] = -dx.sum(axis=1)
    return m.sum() / np.float32(n), dx / np.float32(n)


def classifier(W, X, y, reg, loss_of_scores):
    W = W.astype(np.float32)
    X = X.astype(np.float32)
    reg = np.float32(reg)
    loss, ds = loss_of_scores(X @ W, y)
    return loss + reg * (W * W).sum(), X.T @ ds + 2 * reg * W


def softmax_loss_naive(W, X, y, reg):
    return classifier(W, X, y, reg, softmax_loss)


def softmax_loss_vectorized(W, X, y, reg):
    return classifier(W, X, y, reg, softmax_loss)


def svm_loss_naive(W, X, y, reg):
    return classifier(W, X, y, reg, svm_loss)


def svm_loss_vectorized(W, X, y, reg):
    return classifier(W, X, y, reg, svm_loss)
