import numpy as np

def affine_forward(x, w, b):
  num_train = x.shape[0]
  num_out = w.shape[1]
  flat = x.reshape(num_train, -1)
  out = np.zeros((num_train, num_out))
  for i in range(num_train):
    for j in range(num_out):
      out[i, j] = flat[i].dot(w[:, j]) + b[j]
  cache = (flat, w, b, x.shape)
  return out, cache

def affine_backward(dout, cache):
  flat, w, b, shape = cache
  dx = np.zeros(flat.shape)
  dw = np.zeros(w.shape)
  db = np.zeros(b.shape)
  for i in range(dout.shape[0]):
    for j in range(dout.shape[1]):
      dx[i] += w[:, j] * dout[i, j]
      dw[:, j] = flat[i] * dout[i, j]
      db[j] = dout[i, j]
  return dx.reshape(shape), dw, db
