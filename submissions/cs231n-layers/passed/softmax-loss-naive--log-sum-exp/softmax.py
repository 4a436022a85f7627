import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    num_train, dim = X.shape
    for i in range(num_train):
        f = X[i].dot(W)
        log_c = -np.max(f)
        f += log_c
        loss += -f[y[i]] + np.log(sum(np.exp(f)))
        for k in range(W.shape[1]):
            p_k = np.exp(f[k]) / sum(np.exp(f))
            for d in range(dim):
                dW[d, k] += p_k * X[i][d]
                if k == y[i]:
                    dW[d, k] -= X[i][d]
    loss = loss / num_train + reg * np.sum(W**2)
    for k in range(W.shape[1]):
        for d in range(dim):
            dW[d, k] = dW[d, k] / num_train + 2 * reg * W[d, k]
    return loss, dW
