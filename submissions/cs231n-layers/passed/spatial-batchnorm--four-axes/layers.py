import numpy as np

def spatial_batchnorm_forward(x, gamma, beta, bn_param):
  eps = bn_param['eps']
  m = bn_param['momentum']
  N, C, H, W = x.shape
  if bn_param['mode'] == 'test':
    mu = bn_param['running_mean'].reshape(1, C, 1, 1)
    var = bn_param['running_var'].reshape(1, C, 1, 1)
  else:
    mu = np.mean(x, axis=(0, 2, 3)).reshape(1, C, 1, 1)
    var = np.var(x, axis=(0, 2, 3)).reshape(1, C, 1, 1)
    bn_param['running_mean'] = m * bn_param['running_mean'] + (1 - m) * mu.reshape(C)
    bn_param['running_var'] = m * bn_param['running_var'] + (1 - m) * var.reshape(C)
  xhat = (x - mu) / np.sqrt(var + eps)
  out = gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)
  cache = (x, mu, var, xhat, gamma, eps)
  return out, cache

def spatial_batchnorm_backward(dout, cache):
  x, mu, var, xhat, gamma, eps = cache
  N, C, H, W = dout.shape
  M = N * H * W
  dbeta = np.sum(dout, axis=(0, 2, 3))
  dgamma = np.sum(dout * xhat, axis=(0, 2, 3))
  dxhat = dout * gamma.reshape(1, C, 1, 1)
  s1 = np.sum(dxhat, axis=(0, 2, 3)).reshape(1, C, 1, 1)
  s2 = np.sum(dxhat * xhat, axis=(0, 2, 3)).reshape(1, C, 1, 1)
  dx = (dxhat - s1 / M - xhat * s2 / M) / np.sqrt(var + eps)
  return dx, dgamma, dbeta
