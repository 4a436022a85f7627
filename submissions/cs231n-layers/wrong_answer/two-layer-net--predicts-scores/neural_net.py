import numpy as np


def linear(x, w, b):
    return x @ w + b, (x, w)


def linear_back(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(0)


def cross_entropy_of(x, y):
    logp = x - x.max(1)[:, None]
    logp = logp - np.log(np.exp(logp).sum(1))[:, None]
    n = len(y)
    dx = np.exp(logp)
    dx[range(n), y] -= 1.
    return -logp[range(n), y].mean(), dx / n


class TwoLayerNet(object):

    def __init__(self, input_size, hidden_size, output_size, std=1e-3):
        rng = np.random.RandomState(0)
        shapes = dict(W1=(input_size, hidden_size), W2=(hidden_size, output_size))
        self.params = {name: std * rng.normal(size=shape) for name, shape in shapes.items()}
        self.params.update(b1=np.zeros(hidden_size), b2=np.zeros(output_size))

    def loss(self, X, y=None, reg=0.):
        p = self.params
        a, cache1 = linear(X, p['W1'], p['b1'])
        h = np.maximum(a, 0)
        scores, cache2 = linear(h, p['W2'], p['b2'])
        if y is None:
            return scores
        loss, dscores = cross_entropy_of(scores, y)
        grads = {}
        dh, grads['W2'], grads['b2'] = linear_back(dscores, cache2)
        da = np.where(a > 0, dh, 0.)
        _, grads['W1'], grads['b1'] = linear_back(da, cache1)
        for name in ('W1', 'W2'):
            loss += reg * (p[name] ** 2).sum()
            grads[name] += 2 * reg * p[name]
        return loss, grads

    def predict(self, X):
        return self.loss(X)
