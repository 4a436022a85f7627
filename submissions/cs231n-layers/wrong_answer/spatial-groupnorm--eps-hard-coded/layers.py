import numpy as np


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    out, cache = None, None
    eps = 1e-5
    N, C, H, W = x.shape
    x_g = x.reshape(N, G, C // G, H, W)
    mean = x_g.mean(axis=(2, 3, 4), keepdims=True)
    var = x_g.var(axis=(2, 3, 4), keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x_g - mean) / std
    x_hat = x_hat.reshape(N, C, H, W)
    out = gamma * x_hat + beta
    cache = (x_g, x_hat, mean, std, gamma, G)
    return out, cache


def spatial_groupnorm_backward(dout, cache):
    x_g, x_hat, mean, std, gamma, G = cache
    N, C, H, W = dout.shape
    M = C // G * H * W
    dbeta = np.sum(dout, axis=(0, 2, 3), keepdims=True)
    dgamma = np.sum(dout * x_hat, axis=(0, 2, 3), keepdims=True)
    dx_hat = (dout * gamma).reshape(N, G, C // G, H, W)
    dvar = np.sum(dx_hat * (x_g - mean) * -0.5 / std ** 3, axis=(2, 3, 4), keepdims=True)
    dmean = np.sum(-dx_hat / std, axis=(2, 3, 4), keepdims=True)
    dx = dx_hat / std + dvar * 2 * (x_g - mean) / M + dmean / M
    dx = dx.reshape(N, C, H, W)
    return dx, dgamma, dbeta
