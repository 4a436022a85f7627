import numpy as np


def affine_forward(x, w, b):
    return x @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(0)


def softmax_loss(x, y):
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
        a, cache1 = affine_forward(X, p['W1'], p['b1'])
        h = np.maximum(a, 0)
        scores, cache2 = affine_forward(h, p['W2'], p['b2'])
        if y is None:
            return scores
        loss, dscores = softmax_loss(scores, y)
        grads = {}
        dh, grads['W2'], grads['b2'] = affine_backward(dscores, cache2)
        da = np.where(a > 0, dh, 0.)
        _, grads['W1'], grads['b1'] = affine_backward(da, cache1)
        for name in ('W1', 'W2'):
            loss += reg * (p[name] ** 2).sum()
            grads[name] += 2 * reg * p[name]
        return loss, grads

    def predict(self, X):
        return np.argmax(self.loss(X), axis=-1)
