import numpy as np

class LinearModule:
  def __init__(self, in_features, out_features):
    w = np.random.randn(out_features, in_features) * 0.0001
    b = np.zeros((1, out_features))
    self.params = {'weight': w, 'bias': b}
    self.grads = {'weight': np.zeros_like(w), 'bias': np.zeros_like(b)}

  def forward(self, x):
    W = self.params['weight']
    b = self.params['bias']
    self.last_input = x
    out = np.zeros((x.shape[0], W.shape[0]))
    for n in range(x.shape[0]):
      for o in range(W.shape[0]):
        total = b[0][o]
        for i in range(W.shape[1]):
          total += W[o][i] * x[n][i]
        out[n][o] = total
    return out

  def backward(self, dout):
    W = self.params['weight']
    dW = np.zeros(W.shape)
    db = np.zeros(self.params['bias'].shape)
    dx = np.zeros(self.last_input.shape)
    for n in range(dout.shape[0]):
      for o in range(dout.shape[1]):
        db[0, o] += dout[n, o]
        for i in range(W.shape[1]):
          dW[o, i] += dout[n, o] * self.last_input[n, i]
          dx[n, i] += dout[n, o] * W[o, i]
    self.grads['weight'] = dW
    self.grads['bias'] = db
    return dx

class ELUModule:
  def forward(self, x):
    out = np.zeros(x.shape)
    self.slope = np.zeros(x.shape)
    for i in range(x.shape[0]):
      for j in range(x.shape[1]):
        if x[i, j] > 0:
          out[i, j] = x[i, j]
          self.slope[i, j] = 1
        else:
          out[i, j] = np.exp(x[i, j]) - 1
          self.slope[i, j] = np.exp(x[i, j])
    return out

  def backward(self, dout):
    return self.slope * dout

class ReLUModule:
  def forward(self, x):
    out = np.array(x)
    for row in out:
      for j in range(len(row)):
        if row[j] < 0:
          row[j] = 0
    self.out = out
    return out

  def backward(self, dout):
    dx = np.array(dout)
    for i in range(dx.shape[0]):
      for j in range(dx.shape[1]):
        if self.out[i, j] == 0:
          dx[i, j] = 0
    return dx

class SoftMaxModule:
  def forward(self, x):
    self.p = []
    for row in x:
      e = np.exp(row - max(row))
      self.p.append(e / sum(e))
    self.p = np.array(self.p)
    return self.p

  def backward(self, dout):
    dx = np.zeros(dout.shape)
    for n in range(len(dout)):
      s = self.p[n].reshape(-1, 1)
      J = np.diagflat(s) - np.dot(s, s.T)
      dx[n] = np.dot(J, dout[n])
    return dx

class CrossEntropyModule:
  def forward(self, x, y):
    loss = 0
    for i in range(len(y)):
      loss -= np.log(x[i, y[i]])
    return loss / len(y)

  def backward(self, x, y):
    dx = np.zeros_like(x)
    for i in range(len(y)):
      dx[i, y[i]] = -1 / (len(y) * x[i, y[i]])
    return dx

class MLP:
  def __init__(self, n_inputs, n_hidden, n_classes):
    sizes = [n_inputs] + n_hidden + [n_classes]
    self.modules = []
    for i in range(len(sizes) - 1):
      self.modules.append(LinearModule(sizes[i], sizes[i + 1]))
      if i < len(sizes) - 2:
        self.modules.append(ELUModule())
    self.modules.append(SoftMaxModule())

  def forward(self, x):
    for m in self.modules:
      x = m.forward(x)
    return x

  def backward(self, dout):
    for m in self.modules[::-1]:
      dout = m.backward(dout)
    return
