import numpy as np


def backward(X, W1, W2, y):
    d1, N = W1.shape[0], X.shape[1]
    S1 = W1 @ X
    Z1 = S1 * (S1 > 0)
    Y = W2 @ Z1

    # sample by sample: add up outer products
    D_out = np.zeros(y.shape)
    D1 = np.zeros((d1, N))
    dW2 = np.zeros_like(W2)
    dW1 = np.zeros_like(W1)
    for n in range(N):
        D_out[:, n] = (Y[:, n] - y[:, n]) / N
        back = D_out[:, n] @ W2
        back[Z1[:, n] == 0] = 0
        D1[:, n] = back
        dW2 += np.outer(D_out[:, n], Z1[:, n])
        dW1 += np.outer(D1[:, n], X[:, n])
    return D_out, D1, dW2, dW1
