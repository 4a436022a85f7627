import numpy as np


def svm_loss_naive(W, X, y, reg):
    """The own class adds 1 to the loss, which is taken off again, and nothing to the gradient."""
    loss = 0.0
    dW = np.zeros(W.T.shape)
    N = len(X)
    for i in range(N):
        f = W.T.dot(X[i])
        for j in range(len(f)):
            margin = f[j] - f[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
        loss -= 1
    return loss / N + reg * np.sum(W * W), dW.T / N + 2 * reg * W
