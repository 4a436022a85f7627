import numpy as np

class Params(dict):
    pass

class Base:
    def loss(self, X, y=None, reg=0.):
        return self._scores(X)[1] if y is None else self._loss(X, y, reg)

class TwoLayerNet(Base):
    def __init__(self, *sizes):
        i, h, o = map(int, sizes)
        self.params = Params(W1=np.ones((i, h)), b1=np.ones(h), W2=np.ones((h, o)), b2=np.ones(o))

    def _scores(self, X):
        p = self.params
        h = np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([p['W1'], p['b1']])
        h[h < 0] = 0
        return h, h @ p['W2'] + p['b2']

    def _loss(self, X, y, reg):
        p = self.params
        h, s = self._scores(X)
        top = s.max(1)[:, None]
        lse = top + np.log(np.exp(s - top).sum(1))[:, None]
        loss = (lse[:, 0] - s[range(len(s)), y]).mean()
        d = np.exp(s - lse)
        np.subtract.at(d, (range(len(s)), y), 1)
        d /= len(s)
        dh = d @ p['W2'].T
        dh[h == 0] = 0
        g = {'W2': h.T @ d, 'b2': d.sum(0), 'W1': X.T @ dh, 'b1': dh.sum(0)}
        for k in ('W1', 'W2'):
            loss += reg * (p[k] ** 2).sum()
            g[k] += 2 * reg * p[k]
        return loss, g

    def predict(self, X):
        return np.array([row.argmax() for row in self.loss(X)])
