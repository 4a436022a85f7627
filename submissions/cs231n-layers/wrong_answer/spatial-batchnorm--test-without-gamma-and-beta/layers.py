import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, C, H, W = x.shape
    cols = np.transpose(x, (0, 2, 3, 1)).reshape(N * H * W, C)
    cache = None
    if mode == "train":
        mean = cols.mean(axis=0)
        var = cols.var(axis=0)
        std = np.sqrt(var + eps)
        hat = (cols - mean) / std
        bn_param["running_mean"] = momentum * bn_param["running_mean"] + (1 - momentum) * mean
        bn_param["running_var"] = momentum * bn_param["running_var"] + (1 - momentum) * var
        cache = (hat, std, gamma, x.shape)
    else:
        hat = (cols - bn_param["running_mean"]) / np.sqrt(bn_param["running_var"] + eps)
    out = gamma * hat + beta if mode == "train" else hat
    out = out.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, cache


def spatial_batchnorm_backward(dout, cache):
    hat, std, gamma, shape = cache
    N, C, H, W = shape
    M = N * H * W
    dcols = np.transpose(dout, (0, 2, 3, 1)).reshape(M, C)
    dbeta = dcols.sum(axis=0)
    dgamma = (dcols * hat).sum(axis=0)
    dx = gamma / (M * std) * (M * dcols - dbeta - hat * dgamma)
    dx = dx.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return dx, dgamma, dbeta
