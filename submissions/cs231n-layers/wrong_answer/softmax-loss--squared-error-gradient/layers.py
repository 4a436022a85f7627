import numpy as np


def softmax_loss(x, y):
    N, C = x.shape
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(N), y]).mean()
    d = p.copy()
    d[np.arange(N), y] -= 1
    dx = d * p * (1 - p) / N
    return loss, dx
