import numpy as np


def softmax_loss(x, y):
    x -= np.max(x, axis=1, keepdims=True)
    x = np.exp(x)
    x /= np.sum(x, axis=1, keepdims=True)
    N = x.shape[0]
    loss = -np.sum(np.log(x[range(N), y])) / N
    x[range(N), y] -= 1
    return loss, x / N
