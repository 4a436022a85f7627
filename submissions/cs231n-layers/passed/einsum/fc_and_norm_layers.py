import numpy as np


def affine_forward(x, w, b):
    w3 = w.reshape(x.shape[1], x.shape[2], -1)
    return np.einsum("nij,ijm->nm", x, w3) + b, {"x": x, "w3": w3}


def affine_backward(dout, cache):
    dx = np.einsum("nm,ijm->nij", dout, cache["w3"])
    dw = np.einsum("nij,nm->ijm", cache["x"], dout).reshape(-1, dout.shape[1])
    return dx, dw, np.einsum("nm->m", dout)


def relu_forward(x):
    mask = (x > 0).astype(float)
    return np.einsum("nij,nij->nij", x, mask), mask


def relu_backward(dout, cache):
    return np.einsum("nij,nij->nij", dout, cache)


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param["eps"]
    if bn_param["mode"] == "test":
        scale = gamma / np.sqrt(bn_param["running_var"] + eps)
        return np.einsum("nd,d->nd", x - bn_param["running_mean"], scale) + beta, None
    n = x.shape[0]
    mean = np.einsum("nd->d", x) / n
    centred = x - mean
    var = np.einsum("nd,nd->d", centred, centred) / n
    inv = 1.0 / np.sqrt(var + eps)
    hat = np.einsum("nd,d->nd", centred, inv)
    for key, new in (("running_mean", mean), ("running_var", var)):
        bn_param[key] = bn_param["momentum"] * bn_param[key] + (1 - bn_param["momentum"]) * new
    return np.einsum("nd,d->nd", hat, gamma) + beta, [hat, inv, gamma]


def batchnorm_backward(dout, cache):
    hat, inv, gamma = cache
    n = dout.shape[0]
    dgamma = np.einsum("nd,nd->d", dout, hat)
    dbeta = np.einsum("nd->d", dout)
    inner = dout - dbeta / n - np.einsum("nd,d->nd", hat, dgamma) / n
    return np.einsum("nd,d,d->nd", inner, gamma, inv), dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    return batchnorm_backward(dout, cache)


def layernorm_forward(x, gamma, beta, ln_param):
    d = x.shape[1]
    centred = (x.T - np.einsum("nd->n", x) / d).T
    inv = 1 / np.sqrt(np.einsum("nd,nd->n", centred, centred) / d + ln_param["eps"])
    hat = np.einsum("nd,n->nd", centred, inv)
    return np.einsum("nd,d->nd", hat, gamma) + beta, (hat, inv, gamma)


def layernorm_backward(dout, cache):
    hat, inv, gamma = cache
    d = dout.shape[1]
    slopes = np.einsum("nd,d->nd", dout, gamma)
    first = np.einsum("nd->n", slopes)[:, None] / d
    second = np.einsum("nd,nd,ne->ne", slopes, hat, hat) / d
    dx = np.einsum("nd,n->nd", slopes - first - second, inv)
    return dx, np.einsum("nd,nd->d", dout, hat), np.einsum("nd->d", dout)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    n, c, h, w = x.shape
    flat = np.einsum("nchw->nhwc", x).reshape(-1, c)
    out, cache = batchnorm_forward(flat, gamma, beta, bn_param)
    return np.einsum("nhwc->nchw", out.reshape(n, h, w, c)), cache


def spatial_batchnorm_backward(dout, cache):
    n, c, h, w = dout.shape
    flat = np.einsum("nchw->nhwc", dout).reshape(-1, c)
    dx, dgamma, dbeta = batchnorm_backward(flat, cache)
    return np.einsum("nhwc->nchw", dx.reshape(n, h, w, c)), dgamma, dbeta


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    v = x.reshape(n, G, -1)
    m = v.shape[2]
    centred = v - np.einsum("ngi->ng", v)[:, :, None] / m
    inv = 1 / np.sqrt(np.einsum("ngi,ngi->ng", centred, centred) / m + gn_param["eps"])
    hat = np.einsum("ngi,ng->ngi", centred, inv)
    out = np.einsum("nchw,dcef->nchw", hat.reshape(x.shape), gamma) + beta
    return out, (hat, inv, gamma)


def spatial_groupnorm_backward(dout, cache):
    hat, inv, gamma = cache
    n, g, m = hat.shape
    slopes = np.einsum("nchw,dcef->nchw", dout, gamma).reshape(n, g, m)
    first = np.einsum("ngi->ng", slopes)[:, :, None] / m
    second = np.einsum("ngi,ngi->ng", slopes, hat)[:, :, None] * hat / m
    dx = np.einsum("ngi,ng->ngi", slopes - first - second, inv).reshape(dout.shape)
    dgamma = np.einsum("nchw,nchw->c", dout, hat.reshape(dout.shape))
    dbeta = np.einsum("nchw->c", dout)
    return dx, dgamma.reshape(1, -1, 1, 1), dbeta.reshape(1, -1, 1, 1)
