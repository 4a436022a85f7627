import numpy as np


class Normaliser:
    """Normalises the rows of a matrix; remembers what the backward pass needs."""

    def __init__(self, eps):
        self.eps = eps

    def forward(self, rows):
        self.mean = rows.mean(1)
        self.var = rows.var(1)
        self.std = np.sqrt(self.var + self.eps)[:, None]
        self.hat = (rows - self.mean[:, None]) / self.std
        return self.hat

    def backward(self, slopes):
        projected = slopes - slopes.mean(1, keepdims=True)
        projected = projected - self.hat * (slopes * self.hat).mean(1, keepdims=True)
        return projected / self.std


def affine_forward(x, w, b):
    flat = x.reshape(x.shape[0], -1)

    def backward(dout):
        return (dout @ w.T).reshape(x.shape), flat.T @ dout, dout.sum(axis=0)

    return flat @ w + b, backward


def affine_backward(dout, cache):
    return cache(dout)


def relu_forward(x):
    return np.where(x > 0, x, 0.0), lambda dout: np.where(x > 0, dout, 0.0)


def relu_backward(dout, cache):
    return cache(dout)


def batchnorm_forward(x, gamma, beta, bn_param):
    if bn_param["mode"] == "test":
        hat = (x - bn_param["running_mean"]) / np.sqrt(bn_param["running_var"] + bn_param["eps"])
        return gamma * hat + beta, None
    layer = Normaliser(bn_param["eps"])
    layer.gamma = gamma
    hat = layer.forward(x.T).T
    m = bn_param["momentum"]
    # in place: the arrays in the dict are ours
    bn_param["running_mean"] *= m
    bn_param["running_mean"] += (1 - m) * layer.mean
    bn_param["running_var"] *= m
    bn_param["running_var"] += (1 - m) * layer.var
    return gamma * hat + beta, layer


def batchnorm_backward(dout, layer):
    dx = layer.backward((dout * layer.gamma).T).T
    return dx, (dout * layer.hat.T).sum(axis=0), dout.sum(axis=0)


def batchnorm_backward_alt(dout, layer):
    return batchnorm_backward(dout, layer)


def layernorm_forward(x, gamma, beta, ln_param):
    layer = Normaliser(ln_param["eps"])
    return gamma * layer.forward(x) + beta, (layer, gamma)


def layernorm_backward(dout, cache):
    layer, gamma = cache
    return layer.backward(dout * gamma), (dout * layer.hat).sum(axis=0), dout.sum(axis=0)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    rows = np.rollaxis(x, 1, 4)
    out, cache = batchnorm_forward(rows.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    return np.rollaxis(out.reshape(rows.shape), 3, 1), cache


def spatial_batchnorm_backward(dout, cache):
    rows = np.rollaxis(dout, 1, 4)
    dx, dgamma, dbeta = batchnorm_backward(rows.reshape(-1, dout.shape[1]), cache)
    return np.rollaxis(dx.reshape(rows.shape), 3, 1), dgamma, dbeta


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    layer = Normaliser(gn_param["eps"])
    hat = layer.forward(x.reshape(x.shape[0] * G, -1)).reshape(x.shape)
    return gamma * hat + beta, {"layer": layer, "gamma": gamma, "hat": hat}


def spatial_groupnorm_backward(dout, cache):
    layer = cache["layer"]
    dx = layer.backward((dout * cache["gamma"]).reshape(layer.hat.shape)).reshape(dout.shape)
    dgamma = (dout * cache["hat"]).sum((0, 2, 3), keepdims=True)
    return dx, dgamma, dout.sum((0, 2, 3), keepdims=True)
