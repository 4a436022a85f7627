import numpy as np

def batchnorm_forward(x, gamma, beta, bn_param):
  mode = bn_param['mode']
  eps = bn_param['eps']
  momentum = bn_param['momentum']
  running_mean = bn_param['running_mean']
  running_var = bn_param['running_var']
  N, D = x.shape
  cache = None
  if mode == 'train':
    # step1: mean
    mu = 1. / N * np.sum(x, axis=0)
    # step2: subtract the mean
    xmu = x - mu
    # step3: square
    sq = xmu ** 2
    # step4: variance
    var = 1. / N * np.sum(sq, axis=0)
    # step5: add eps, then root
    sqrtvar = np.sqrt(var + eps)
    # step6: invert
    ivar = 1. / sqrtvar
    # step7: normalise
    xhat = xmu * ivar
    # step8: scale and shift
    gammax = gamma * xhat
    out = gammax + beta
    bn_param['running_mean'] = momentum * running_mean + (1 - momentum) * mu
    bn_param['running_var'] = momentum * running_var + (1 - momentum) * var
    cache = (xhat, gamma, xmu, ivar, sqrtvar, var, eps)
  else:
    out = gamma * (x - running_mean) / (running_var + eps) + beta
  return out, cache

def batchnorm_backward(dout, cache):
  xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
  N, D = dout.shape
  # step8
  dbeta = np.sum(dout, axis=0)
  dgamma = np.sum(dout * xhat, axis=0)
  dxhat = dout * gamma
  # step7
  divar = np.sum(dxhat * xmu, axis=0)
  dxmu1 = dxhat * ivar
  # step6
  dsqrtvar = -1. / (sqrtvar ** 2) * divar
  # step5
  dvar = 0.5 * 1. / np.sqrt(var + eps) * dsqrtvar
  # step4
  dsq = 1. / N * np.ones((N, D)) * dvar
  # step3
  dxmu2 = 2 * xmu * dsq
  # step2
  dx1 = dxmu1 + dxmu2
  dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
  # step1
  dx2 = 1. / N * np.ones((N, D)) * dmu
  dx = dx1 + dx2
  return dx, dgamma, dbeta
