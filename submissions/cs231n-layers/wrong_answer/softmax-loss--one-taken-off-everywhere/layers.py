import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    shifted = x - np.max(x, axis=1, keepdims=True)
    logp = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    probs = np.exp(logp)
    loss = -np.sum(logp[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N)] -= 1
    dx /= N
    return loss, dx
