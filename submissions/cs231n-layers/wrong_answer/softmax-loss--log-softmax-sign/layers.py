import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    logits = x - x.max(axis=1, keepdims=True)
    log_probs = logits + np.log(np.sum(np.exp(logits), axis=1, keepdims=True))
    probs = np.exp(log_probs)
    loss = -log_probs[np.arange(N), y].sum() / N
    dx = probs
    dx[np.arange(N), y] -= 1
    return loss, dx / N
