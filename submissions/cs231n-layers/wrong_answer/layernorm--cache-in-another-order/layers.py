import numpy as np


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get('eps', 1e-5)
    mu = np.mean(x, axis=1, keepdims=True)
    var = np.var(x, axis=1, keepdims=True)
    ivar = 1. / np.sqrt(var + eps)
    x_norm = (x - mu) * ivar
    out = gamma * x_norm + beta
    cache = (x_norm, gamma, ivar)
    return out, cache

def layernorm_backward(dout, cache):
    x_norm, ivar, gamma = cache
    D = x_norm.shape[1]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_norm, axis=0)
    dx_norm = dout * gamma
    dx = ivar / D * (D * dx_norm - np.sum(dx_norm, axis=1, keepdims=True)
                     - x_norm * np.sum(dx_norm * x_norm, axis=1, keepdims=True))
    return dx, dgamma, dbeta
