import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)

    N = X.shape[0]
    scores = np.dot(X, W)
    scores -= np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(scores)
    prob = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)

    loss = np.sum(-np.log(prob[np.arange(N), y])) / N
    loss += reg * np.sum(W.dot(W.T))

    dscores = prob
    dscores[np.arange(N), y] -= 1
    dW = np.dot(X.T, dscores) / N
    dW += 2 * reg * W

    return loss, dW
