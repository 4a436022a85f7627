from __future__ import print_function

import numpy as np


def softmax_loss_naive(W, X, y, reg):
    print("W", W.shape, "X", X.shape)
    loss = 0.0
    dW = np.zeros_like(W)
    (N, D) = X.shape
    C = W.shape[1]
    for i in range(N):
        f = np.zeros(C)
        for c in range(C):
            for d in range(D):
                f[c] += X[i, d] * W[d, c]
        f = f - f.max()
        denom = 0.0
        for c in range(C):
            denom += np.exp(f[c])
        loss += np.log(denom) - f[y[i]]
        for c in range(C):
            p = np.exp(f[c]) / denom
            if c == y[i]:
                dW[:, c] += X[i] * (p - 1)
            else:
                dW[:, c] += X[i] * p
        print("loss after", i, loss)
    loss = loss / N + reg * np.sum(np.square(W))
    dW = dW / N + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    f = X.dot(W)
    f = f - np.max(f, axis=1)[:, np.newaxis]
    print(f)
    rows = range(X.shape[0])
    p = np.exp(f) / np.sum(np.exp(f), axis=1)[:, np.newaxis]
    loss = np.mean(-np.log(p[rows, y])) + reg * np.linalg.norm(W) ** 2
    ind = np.zeros_like(p)
    ind[rows, y] = 1
    dW = np.dot(X.T, p - ind) / X.shape[0] + reg * (W + W)
    return loss, dW


def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)
    loss = 0.0
    for i in range(X.shape[0]):
        s = X[i].dot(W)
        count = 0
        for j in range(W.shape[1]):
            if j != y[i]:
                m = max(0, s[j] - s[y[i]] + 1)
                loss += m
                if m > 0:
                    count += 1
                    dW[:, j] += X[i, :].T
        print("count", count)
        dW[:, y[i]] += -count * X[i, :]
    loss /= X.shape[0]
    loss += reg * np.sum(W * W)
    return loss, dW / X.shape[0] + 2.0 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    s = np.dot(X, W)
    right = np.choose(y, s.T)
    m = np.clip(s.T - right + 1, 0, None)
    m[y, np.arange(len(y))] = 0
    print("margins", m)
    loss = m.sum() / len(y) + reg * (W * W).sum()
    b = np.sign(m)
    b[y, np.arange(len(y))] = -b.sum(axis=0)
    dW = b.dot(X).T / len(y) + 2 * reg * W
    return loss, dW


def svm_loss(x, y):
    N = len(x)
    m = np.array([[max(0, x[i, j] - x[i, y[i]] + 1) if j != y[i] else 0 for j in range(x.shape[1])] for i in range(N)])
    dx = np.where(m > 0, 1.0, 0.0)
    for i in range(N):
        dx[i, y[i]] = -np.count_nonzero(m[i])
    print("number of examples", N)
    return np.sum(m) / N, dx / N


def softmax_loss(x, y):
    probs = np.exp(x - np.max(x, axis=1, keepdims=True))
    probs /= np.sum(probs, axis=1, keepdims=True)
    N = x.shape[0]
    print("probs sum to", probs.sum(axis=1))
    loss = -np.sum(np.log(probs[np.arange(N), y])) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
