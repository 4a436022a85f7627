import numpy as np

def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
  eps = gn_param['eps']
  N, C, H, W = x.shape
  size = (N, C * H * W)
  rows = x.reshape(size).T
  mu = rows.mean(axis=0)
  std = np.sqrt(rows.var(axis=0) + eps)
  xhat = (rows - mu) / std
  xn = xhat.T.reshape(N, C, H, W)
  out = gamma * xn + beta
  cache = [xhat, xn, std, gamma, size]
  return out, cache

def spatial_groupnorm_backward(dout, cache):
  xhat, xn, std, gamma, size = cache
  shape = dout.shape
  dbeta = dout.sum(axis=(0, 2, 3), keepdims=True)
  dgamma = (dout * xn).sum(axis=(0, 2, 3), keepdims=True)
  d = (dout * gamma).reshape(size).T
  M = d.shape[0]
  dx = (d - d.sum(axis=0) / M - xhat * (d * xhat).sum(axis=0) / M) / std
  return dx.T.reshape(shape), dgamma, dbeta
