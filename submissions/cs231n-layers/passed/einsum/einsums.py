import numpy as np


def one_hot(y, C):
    return (y[:, None] == np.arange(C)).astype(float)


def softmax_loss(x, y):
    T = one_hot(y, x.shape[1])
    e = np.exp(x - x.max(1)[:, None])
    P = np.einsum("nc,n->nc", e, 1 / e.sum(1))
    return -np.einsum("nc,nc->", T, np.log(P)) / len(x), (P - T) / len(x)


def svm_loss(x, y):
    T = one_hot(y, x.shape[1])
    own = np.einsum("nc,nc->n", x, T)
    M = np.maximum(0, x - own[:, None] + 1 - T)
    A = (M > 0) * 1.0
    return np.einsum("nc->", M) / len(x), (A - np.einsum("nc,n->nc", T, A.sum(1))) / len(x)


def softmax_loss_vectorized(W, X, y, reg):
    loss, ds = softmax_loss(np.einsum("nd,dc->nc", X, W), y)
    return loss + reg * np.einsum("dc,dc->", W, W), np.einsum("nd,nc->dc", X, ds) + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    loss, ds = svm_loss(np.einsum("nd,dc->nc", X, W), y)
    return loss + reg * np.einsum("dc,dc->", W, W), np.einsum("nd,nc->dc", X, ds) + 2 * reg * W


def softmax_loss_naive(W, X, y, reg):
    loss, dW = reg * np.sum(W**2), 2 * reg * W
    for x_i, y_i in zip(X, y):
        l, d = softmax_loss(np.einsum("d,dc->c", x_i, W)[None], np.array([y_i]))
        loss += l / len(X)
        dW += np.einsum("d,c->dc", x_i, d[0]) / len(X)
    return loss, dW


def svm_loss_naive(W, X, y, reg):
    loss, dW = reg * np.sum(W**2), 2 * reg * W
    for x_i, y_i in zip(X, y):
        l, d = svm_loss(np.einsum("d,dc->c", x_i, W)[None], np.array([y_i]))
        loss += l / len(X)
        dW += np.einsum("d,c->dc", x_i, d[0]) / len(X)
    return loss, dW
