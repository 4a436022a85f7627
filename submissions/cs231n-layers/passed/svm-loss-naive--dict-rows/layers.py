import numpy as np


def svm_loss_naive(W, X, y, reg):
    """ Accumulates python floats and lists. """
    D, C = W.shape
    total = 0
    grad = [[0.0] * C for _ in range(D)]
    for xi, yi in zip(X.tolist(), y.tolist()):
        s = [sum(xi[d] * float(W[d, c]) for d in range(D)) for c in range(C)]
        for c in set(range(C)) - {yi}:
            if s[c] - s[yi] + 1 > 0:
                total += s[c] - s[yi] + 1
                for d in range(D):
                    grad[d][c] += xi[d]
                    grad[d][yi] -= xi[d]
    N = len(X)
    for d in range(D):
        for c in range(C):
            grad[d][c] = grad[d][c] / N + 2 * reg * float(W[d, c])
    return total / N + reg * sum(map(float, (W * W).ravel())), np.array(grad)
