import numpy as np


def dropout_forward(x, dropout_param):
    x = x.astype(np.float32)
    p = np.float32(dropout_param["p"])
    mask = np.ones_like(x)
    if dropout_param["mode"] == "train":
        mask = np.random.binomial(1, p, size=x.shape).astype(np.float32) / p
    return x * mask, mask


def dropout_backward(dout, cache):
    return dout.astype(np.float32) * cache
