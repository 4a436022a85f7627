import numpy as np


def softmax_loss_naive(W, X, y, reg):
    # by hand from the notes
    loss = 0
    dW = np.zeros((W.shape[0], W.shape[1]))
    N = X.shape[0]
    C = W.shape[1]
    for i in range(N):
        z = np.dot(X[i], W)
        soma = 0
        for c in range(C):
            soma = soma + np.exp(z[c])
        loss = loss - z[y[i]] + np.log(soma)
        for c in range(C):
            p = np.exp(z[c]) / soma
            dW[:, c] = dW[:, c] + p * X[i]
    loss = loss / N + 0.5 * reg * np.sum(W)
    dW = dW / N + reg * W
    return loss, dW
