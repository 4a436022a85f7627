import numpy as np


def softmax_loss(x, y):
    N, C = x.shape
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    onehot = np.zeros((N, C))
    onehot[np.arange(N), y] = 1
    loss = np.mean(-onehot * np.log(p))
    dx = (p - onehot) / N
    return loss, dx
