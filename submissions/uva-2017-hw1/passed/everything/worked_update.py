import numpy as np


def loss_and_hidden(X, W1, W2, y):
    Z1 = np.maximum(W1 @ X, 0)
    error = W2 @ Z1 - y
    return np.sum(error * error) / (2 * X.shape[1]), Z1, error / X.shape[1]


def sgd_step(X, W1, W2, y, lr):
    _, Z1, delta = loss_and_hidden(X, W1, W2, y)
    grads = {"W2": delta @ Z1.T, "W1": ((W2.T @ delta) * np.sign(Z1)) @ X.T}
    W1n = W1 - lr * grads["W1"]
    W2n = W2 - lr * grads["W2"]
    Ln, _, _ = loss_and_hidden(X, W1n, W2n, y)
    return {"W1n": W1n.tolist(), "W2n": W2n.tolist(), "Ln": float(Ln)}
