import numpy as np

def layernorm_forward(x, gamma, beta, ln_param):
  eps = ln_param['eps']
  # same as batchnorm on the transposed data
  x = x.T
  gamma = gamma.reshape(-1, 1)
  beta = beta.reshape(-1, 1)
  mu = x.mean(axis=0)
  xmu = x - mu
  var = (xmu ** 2).mean(axis=0)
  std = np.sqrt(var + eps)
  xhat = xmu / std
  out = (gamma * xhat + beta).T
  cache = (xhat, xmu, std, gamma)
  return out, cache

def layernorm_backward(dout, cache):
  xhat, xmu, std, gamma = cache
  dout = dout.T
  D, N = dout.shape
  dbeta = dout.sum(axis=1)
  dgamma = (dout * xhat).sum(axis=1)
  dxhat = dout * gamma
  dvar = np.sum(dxhat * xmu * -0.5 / std ** 3, axis=0)
  dmu = np.sum(-dxhat / std, axis=0)
  dx = dxhat / std + dvar * 2 * xmu / D + dmu / D
  return dx.T, dgamma, dbeta
