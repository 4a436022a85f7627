import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    grad = np.zeros_like(W)
    for example, label in zip(X, y):
        f = example @ W
        loss += np.log(np.sum(np.exp(f))) - f[label]
        p = np.exp(f) / np.sum(np.exp(f))
        p[label] -= 1
        grad += np.outer(example, p)
    loss /= len(X)
    grad /= len(X)
    loss += 0.5 * reg * np.sum(W * W)
    grad += reg * W
    return loss, grad
