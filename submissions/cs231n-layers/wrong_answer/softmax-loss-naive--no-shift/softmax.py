import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    num_train = X.shape[0]
    num_class = W.shape[1]
    for i in range(num_train):
        score = X[i].dot(W)
        exp_sum = 0
        for j in range(num_class):
            exp_sum += np.exp(score[j])
        for j in range(num_class):
            if j == y[i]:
                loss += -np.log(np.exp(score[j]) / exp_sum)
                dW[:, j] += -X[i] + np.exp(score[j]) / exp_sum * X[i]
            else:
                dW[:, j] += np.exp(score[j]) / exp_sum * X[i]
    loss = loss / num_train + reg * np.sum(W ** 2)
    dW = dW / num_train + 2 * reg * W
    return loss, dW
