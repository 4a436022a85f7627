import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    flat = x.transpose(0, 2, 1).reshape(N, -1)
    out = flat.dot(w) + b
    cache = (x, w, b)
    return out, cache

def affine_backward(dout, cache):
    x, w, b = cache
    N = x.shape[0]
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(N, -1).T.dot(dout)
    db = dout.sum(0)
    return dx, dw, db
