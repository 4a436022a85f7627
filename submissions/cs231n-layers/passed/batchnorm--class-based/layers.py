import numpy as np

class _Node:
    def __init__(self, x, gamma, eps):
        self.N = x.shape[0]
        self.mu = x.mean(0, keepdims=True)
        self.v = ((x - self.mu) ** 2).mean(0, keepdims=True)
        self.inv = 1 / np.sqrt(self.v + eps)
        self.h = (x - self.mu) * self.inv
        self.gamma = gamma

    def back(self, d):
        g = d * self.gamma
        return (self.N * g - g.sum(0) - self.h * (g * self.h).sum(0)) * self.inv / self.N, (d * self.h).sum(0), d.sum(0)

def batchnorm_forward(x, gamma, beta, bn_param):
    if bn_param['mode'] == 'test':
        rm, rv = (np.asarray(bn_param[k]) for k in ('running_mean', 'running_var'))
        return (x - rm) / np.sqrt(rv + bn_param['eps']) * gamma + beta, None
    node = _Node(x, gamma, bn_param['eps'])
    m = bn_param['momentum']
    bn_param['running_mean'] *= m
    bn_param['running_mean'] += (1 - m) * node.mu[0]
    bn_param['running_var'] *= m
    bn_param['running_var'] += (1 - m) * node.v[0]
    return node.h * gamma + beta, node

def batchnorm_backward(dout, cache):
    return cache.back(dout)
