import numpy as np


def f32(*arrays):
    return [np.asarray(a, dtype=np.float32) for a in arrays]


def affine_forward(x, w, b):
    x, w, b = f32(x, w, b)
    return x.reshape(len(x), -1) @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    (dout,) = f32(dout)
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(0)


def relu_forward(x):
    (x,) = f32(x)
    return x.clip(min=0), x


def relu_backward(dout, x):
    (dout,) = f32(dout)
    dout[x <= 0] = 0
    return dout


def norm(x, eps, axis):
    mean, var = x.mean(axis=axis, keepdims=True), x.var(axis=axis, keepdims=True)
    std = np.sqrt(var + np.float32(eps))
    return (x - mean) / std, std


def norm_backward(g, hat, std, axis):
    m1 = g.mean(axis=axis, keepdims=True)
    m2 = (g * hat).mean(axis=axis, keepdims=True)
    return (g - m1 - hat * m2) / std


def update(bn_param, mean, var):
    m = np.float32(bn_param["momentum"])
    old_mean, old_var = f32(bn_param["running_mean"], bn_param["running_var"])
    bn_param["running_mean"] = m * old_mean + (1 - m) * mean
    bn_param["running_var"] = m * old_var + (1 - m) * var


def batchnorm_forward(x, gamma, beta, bn_param):
    x, gamma, beta = f32(x, gamma, beta)
    eps = np.float32(bn_param["eps"])
    if bn_param["mode"] == "test":
        mean, var = f32(bn_param["running_mean"], bn_param["running_var"])
        return gamma * (x - mean) / np.sqrt(var + eps) + beta, None
    hat, std = norm(x, eps, 0)
    update(bn_param, x.mean(axis=0), x.var(axis=0))
    return gamma * hat + beta, (hat, std, gamma)


def batchnorm_backward(dout, cache):
    hat, std, gamma = cache
    (dout,) = f32(dout)
    return norm_backward(dout * gamma, hat, std, 0), (dout * hat).sum(0), dout.sum(0)


batchnorm_backward_alt = batchnorm_backward


def layernorm_forward(x, gamma, beta, ln_param):
    x, gamma, beta = f32(x, gamma, beta)
    hat, std = norm(x, ln_param["eps"], 1)
    return gamma * hat + beta, (hat, std, gamma)


def layernorm_backward(dout, cache):
    hat, std, gamma = cache
    (dout,) = f32(dout)
    return norm_backward(dout * gamma, hat, std, 1), (dout * hat).sum(0), dout.sum(0)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    x, gamma, beta = f32(x, gamma, beta)
    gamma, beta = gamma[:, None, None], beta[:, None, None]
    eps = np.float32(bn_param["eps"])
    if bn_param["mode"] == "test":
        mean, var = f32(bn_param["running_mean"], bn_param["running_var"])
        return gamma * (x - mean[:, None, None]) / np.sqrt(var + eps)[:, None, None] + beta, None
    hat, std = norm(x, eps, (0, 2, 3))
    update(bn_param, x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3)))
    return gamma * hat + beta, (hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    hat, std, gamma = cache
    (dout,) = f32(dout)
    dx = norm_backward(dout * gamma, hat, std, (0, 2, 3))
    return dx, (dout * hat).sum(axis=(0, 2, 3)), dout.sum(axis=(0, 2, 3))


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    x, gamma, beta = f32(x, gamma, beta)
    hat, std = norm(x.reshape(x.shape[0], G, -1), gn_param["eps"], 2)
    return gamma * hat.reshape(x.shape) + beta, (hat, std, gamma)


def spatial_groupnorm_backward(dout, cache):
    hat, std, gamma = cache
    (dout,) = f32(dout)
    dx = norm_backward((dout * gamma).reshape(hat.shape), hat, std, 2).reshape(dout.shape)
    dgamma = (dout * hat.reshape(dout.shape)).sum(axis=(0, 2, 3), keepdims=True)
    return dx, dgamma, dout.sum(axis=(0, 2, 3), keepdims=True)
