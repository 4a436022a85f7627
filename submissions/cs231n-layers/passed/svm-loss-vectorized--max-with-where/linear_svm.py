import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    f = X @ W
    h = f - np.take_along_axis(f, y[:, None], axis=1) + 1
    own = np.equal.outer(y, np.arange(W.shape[1]))
    on = np.where(own, False, h > 0)
    loss = h[on].sum() / X.shape[0] + reg * (W**2).sum()
    weights = on.astype(float) - own * on.sum(1, keepdims=True)
    return np.float64(loss), (weights.T @ X).T / X.shape[0] + reg * 2 * W
