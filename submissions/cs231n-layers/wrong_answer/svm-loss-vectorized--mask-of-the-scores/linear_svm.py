import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    correct = scores[range(N), list(y)].reshape(-1, 1)
    margin = np.maximum(0, scores - correct + 1)
    margin[range(N), list(y)] = 0
    loss = margin.sum() / N + reg * np.sum(W * W)
    coeff = np.zeros((N, W.shape[1]))
    coeff[scores > 0] = 1
    coeff[range(N), list(y)] = 0
    coeff[range(N), list(y)] = -np.sum(coeff, axis=1)
    dW = X.T.dot(coeff) / N + 2 * reg * W
    return loss, dW
