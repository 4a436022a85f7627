import numpy as np

def relu_forward(x):
  out = np.zeros(x.shape, dtype=int)
  flat = x.reshape(-1)
  for i in range(flat.size):
    if flat[i] > 0:
      out.reshape(-1)[i] = flat[i]
  cache = x
  return out, cache

def relu_backward(dout, cache):
  x = cache
  dx = np.zeros(x.shape)
  for i in range(x.size):
    if x.reshape(-1)[i] > 0:
      dx.reshape(-1)[i] = dout.reshape(-1)[i]
  return dx
