import numpy as np

def relu_forward(x):
  out = np.zeros(x.shape)
  N, D = x.shape
  for i in range(N):
    for j in range(D):
      out[i, j] = max(0, x[i, j])
  return out, x

def relu_backward(dout, x):
  dx = np.zeros(x.shape)
  N, D = x.shape
  for i in range(N):
    for j in range(D):
      if x[i, j] > 0:
        dx[i, j] = dout[i, j]
  return dx
