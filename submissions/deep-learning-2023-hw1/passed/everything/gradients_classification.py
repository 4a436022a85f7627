import numpy as np


def sigmoid(s):
    return 0.5 * (1 + np.tanh(0.5 * s))


def gradients_cls(x, y, W1, b1, W2, b2):
    a1 = np.tanh(W1 @ x + b1)
    yt = sigmoid(W2 @ a1 + b2)
    # the chain of Jacobians, multiplied from the left
    row = 2 * (yt - y)
    row = row @ np.diag(yt - yt**2)
    db2 = row
    dW2 = np.array([r * a1 for r in row])
    row = row @ W2
    row = row @ np.diag((1 - a1) * (1 + a1))
    db1 = row
    dW1 = np.array([r * x for r in row])
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)
