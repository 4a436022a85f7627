import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    scores = X.dot(W)
    correct_class_scores = scores[np.arange(num_train), y].reshape(num_train, 1)
    margin = np.maximum(0, scores - correct_class_scores + 1)
    margin[np.arange(num_train), y] = 0
    loss = margin.sum()
    loss /= num_train + reg * np.sum(W * W)
    margin[margin > 0] = 1
    margin[np.arange(num_train), y] -= np.sum(margin, axis=1)
    dW = X.T.dot(margin) / num_train + 2 * reg * W
    return loss, dW
