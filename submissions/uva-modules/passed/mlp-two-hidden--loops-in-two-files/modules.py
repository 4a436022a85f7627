import numpy as np
from past.builtins import xrange


class LinearModule:
    def __init__(self, in_features, out_features):
        self.params = dict()
        self.grads = dict()
        self.params["weight"] = 1e-4 * np.random.randn(out_features, in_features)
        self.params["bias"] = np.zeros([1, out_features])

    def forward(self, x):
        W, b = self.params["weight"], self.params["bias"]
        self.inp = x.copy()
        N = x.shape[0]
        res = np.zeros((N, W.shape[0]))
        for i in xrange(N):
            for o in xrange(W.shape[0]):
                res[i, o] = W[o].dot(x[i]) + b[0, o]
        return res

    def backward(self, dout):
        W = self.params["weight"]
        dW = np.zeros_like(W)
        db = np.zeros_like(self.params["bias"])
        dx = np.zeros_like(self.inp)
        for i in xrange(dout.shape[0]):
            for o in xrange(dout.shape[1]):
                dW[o] += dout[i, o] * self.inp[i]
                db[0, o] += dout[i, o]
                dx[i] += dout[i, o] * W[o]
        self.grads["weight"], self.grads["bias"] = dW, db
        return dx


class ELUModule:
    def forward(self, x):
        self.mask = x <= 0
        y = x.copy()
        y[self.mask] = np.exp(y[self.mask]) - 1
        self.y = y
        return y

    def backward(self, dout):
        d = np.ones_like(dout)
        d[self.mask] = self.y[self.mask] + 1
        return d * dout


class ReLUModule:
    def forward(self, x):
        self.neg = x < 0
        y = x.copy()
        y[self.neg] = 0
        return y

    def backward(self, dout):
        d = dout.copy()
        d[self.neg] = 0
        return d


class SoftMaxModule:
    def forward(self, x):
        self.p = np.zeros(x.shape)
        for i in xrange(len(x)):
            e = np.exp(x[i] - x[i].max())
            self.p[i] = e / e.sum()
        return self.p

    def backward(self, dout):
        dx = np.zeros_like(dout)
        for i in xrange(len(dout)):
            s = self.p[i].reshape(-1, 1)
            J = np.diagflat(s) - s.dot(s.T)
            dx[i] = J.dot(dout[i])
        return dx


class CrossEntropyModule:
    def forward(self, x, y):
        loss = 0.0
        for i in xrange(x.shape[0]):
            loss -= np.log(x[i, y[i]])
        loss /= x.shape[0]
        return loss

    def backward(self, x, y):
        dx = np.zeros_like(x)
        for i in xrange(x.shape[0]):
            dx[i, y[i]] = -1.0 / x[i, y[i]]
        dx /= x.shape[0]
        return dx
