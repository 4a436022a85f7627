import numpy as np

def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps, m = bn_param['eps'], bn_param['momentum']
    rm, rv = bn_param['running_mean'], bn_param['running_var']
    g, b = gamma[None, :, None, None], beta[None, :, None, None]
    if bn_param['mode'] == 'train':
        mu = x.mean(axis=(0, 2, 3), keepdims=True)
        var = x.var(axis=(0, 2), keepdims=True)
        s = np.sqrt(var + eps)
        xh = (x - mu) / s
        bn_param['running_mean'] = m * rm + (1 - m) * mu.ravel()
        bn_param['running_var'] = m * rv + (1 - m) * x.var(axis=(0, 2, 3))
        return g * xh + b, (xh, g, s)
    s = np.sqrt(rv + eps)[None, :, None, None]
    xh = (x - rm[None, :, None, None]) / s
    return g * xh + b, (xh, g, s)

def spatial_batchnorm_backward(dout, cache):
    xh, g, s = cache
    ax = (0, 2, 3)
    d = dout * g
    dx = (d - d.mean(axis=ax, keepdims=True) - xh * (d * xh).mean(axis=ax, keepdims=True)) / s
    return dx, (dout * xh).sum(axis=ax), dout.sum(axis=ax)
