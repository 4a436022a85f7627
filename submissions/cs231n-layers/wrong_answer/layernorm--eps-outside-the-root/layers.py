import numpy as np


def layernorm_forward(x, gamma, beta, ln_param):
    out, cache = None, None
    eps = ln_param.get("eps", 1e-5)
    mean = np.mean(x, axis=1, keepdims=True)
    var = np.var(x, axis=1, keepdims=True)
    std = np.std(x, axis=1, keepdims=True) + eps
    x_hat = (x - mean) / std
    out = gamma * x_hat + beta
    cache = (x, x_hat, gamma, mean, var, std, eps)
    return out, cache


def layernorm_backward(dout, cache):
    x, x_hat, gamma, mean, var, std, eps = cache
    N, D = dout.shape
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx_hat = dout * gamma
    dx = 1 / D / std * (D * dx_hat - np.sum(dx_hat, axis=1, keepdims=True) - x_hat * np.sum(dx_hat * x_hat, axis=1, keepdims=True))
    return dx, dgamma, dbeta
