import numpy as np


class Cache(dict):
    __getattr__ = dict.__getitem__

def affine_forward(x, w, b):
    c = Cache(x=x, w=w)
    return np.einsum('nd,dm->nm', x.reshape(len(x), -1), w) + b[None], [c]

def affine_backward(dout, cache):
    c, = cache
    dx = np.einsum('nm,dm->nd', dout, c.w).reshape(c.x.shape)
    return [dx, sum(np.outer(xi, di) for xi, di in zip(c.x.reshape(len(c.x), -1), dout)), np.ones(len(dout)) @ dout]
