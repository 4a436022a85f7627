import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    scores = X.dot(W)
    correct_scores = scores[np.arange(num_train), y][:, np.newaxis]
    margins = np.maximum(0, scores - correct_scores + 1)
    loss = (np.sum(margins) - 1) / num_train
    loss += reg * np.sum(W * W)

    binary = margins
    binary[np.arange(num_train), y] = 0
    binary[margins > 0] = 1
    row_sum = np.sum(binary, axis=1)
    binary[np.arange(num_train), y] = -row_sum
    dW = np.dot(X.T, binary) / num_train
    dW += 2 * reg * W
    return loss, dW
