import numpy as np


def softmax_loss(x, y):
    N, C = x.shape
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    t = np.eye(C)[y]
    loss = -np.sum(t * np.log(p) + (1 - t) * np.log(1 - p)) / N
    dx = (p - t) / N
    return loss, dx
