import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    t = np.eye(y.max() + 1)[y]
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -np.sum(t * logp) / N
    dx = (p - t) / N
    return loss, dx
