import numpy as np


def gradients_relu_bce(x, y, W1, b1, W2, b2):
    s1 = W1 @ x + b1
    active = np.flatnonzero(s1 > 0)
    a1 = np.zeros_like(s1)
    a1[active] = s1[active]
    yt = 1 / (1 + np.exp(-(W2 @ a1 + b2)))

    C = -np.mean(np.log(np.where(y > 0.5, yt, 1 - yt)))
    db2 = (yt - y) / y.size
    dW2 = np.zeros_like(W2)
    dW2[:, active] = np.outer(db2, a1[active])
    db1 = np.zeros_like(b1)
    db1[active] = W2[:, active].T @ db2  # inactive units learn nothing
    dW1 = np.outer(db1, x)
    return {"C": C, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
