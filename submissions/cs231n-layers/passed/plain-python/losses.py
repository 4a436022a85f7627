"""All by hand, with lists and loops, no numpy at all."""

from math import exp, log


def scores_of(row, W):
    return [sum(row[d] * W[d][c] for d in range(len(row))) for c in range(len(W[0]))]


def softmax_loss(x, y):
    n = len(x)
    total = 0.0
    dx = []
    for row, label in zip(x, y):
        biggest = max(row)
        e = [exp(v - biggest) for v in row]
        s = sum(e)
        total += log(s) - (row[label] - biggest)
        dx.append([(v / s - (1 if c == label else 0)) / n for c, v in enumerate(e)])
    return float(total / n), dx


def svm_loss(x, y):
    n = len(x)
    total = 0.0
    dx = []
    for row, label in zip(x, y):
        grad = [0.0] * len(row)
        for c in range(len(row)):
            if c != label and row[c] - row[label] + 1 > 0:
                total += row[c] - row[label] + 1
                grad[c] += 1 / n
                grad[label] -= 1 / n
        dx.append(grad)
    return float(total / n), dx


def linear(W, X, y, reg, of_scores):
    D, C, N = len(W), len(W[0]), len(X)
    loss, ds = of_scores([scores_of(X[i], W) for i in range(N)], y)
    loss += reg * sum(W[d][c] ** 2 for d in range(D) for c in range(C))
    dW = [
        [sum(X[i][d] * ds[i][c] for i in range(N)) + 2 * reg * W[d][c] for c in range(C)]
        for d in range(D)
    ]
    return loss, dW


def softmax_loss_naive(W, X, y, reg):
    return linear(W, X, y, reg, softmax_loss)


def softmax_loss_vectorized(W, X, y, reg):
    return linear(W, X, y, reg, softmax_loss)


def svm_loss_naive(W, X, y, reg):
    return linear(W, X, y, reg, svm_loss)


def svm_loss_vectorized(W, X, y, reg):
    return linear(W, X, y, reg, svm_loss)
