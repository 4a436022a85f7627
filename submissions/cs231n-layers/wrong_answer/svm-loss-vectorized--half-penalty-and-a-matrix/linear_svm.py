import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = np.matmul(X, W)
    yi = scores[np.arange(N), y]
    margin = np.maximum(np.zeros(scores.shape), scores - np.matrix(yi).T + 1)
    margin[np.arange(N), y] = 0
    loss = np.mean(np.sum(margin, axis=1))
    loss += 0.5 * reg * np.sum(W * W)
    mask = np.array(margin > 0, dtype=float)
    mask[np.arange(N), y] = -mask.sum(axis=1)
    dW = X.T.dot(mask)
    dW /= N
    dW += reg * W
    return loss, dW
