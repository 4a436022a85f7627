import numpy as np


class MLP:
    def __init__(self, n_in, n_hid, f_function, n_hid2, n_out, g_function):
        self.fn = [f_function, g_function]
        self.parameters = {'W1': np.random.randn(n_hid, n_in), 'b1': np.zeros(n_hid),
                           'W2': np.random.randn(n_out, n_hid2), 'b2': np.zeros(n_out)}
        self.grads = {}
        self.saved = {}

    def nonlin(self, z, kind):
        if kind == 'relu':
            return z * (z > 0)
        if kind == 'sigmoid':
            return 1.0 / (1.0 + np.exp(-z))
        if kind == 'identity':
            return z

    def forward(self, x):
        a = x
        for l in (1, 2):
            z = a @ self.parameters['W%d' % l].T + self.parameters['b%d' % l]
            self.saved[l] = (a, z)
            a = self.nonlin(z, self.fn[l - 1])
        return a

    def backward(self, dJdy_hat):
        d = dJdy_hat
        for l in (2, 1):
            a, z = self.saved[l]
            if self.fn[l - 1] == 'relu':
                d = np.where(z > 0, d, 0)
            elif self.fn[l - 1] == 'sigmoid':
                s = self.nonlin(z, 'sigmoid')
                d = d * s * (1 - s)
            self.grads['dJdW%d' % l] = d.T @ a
            self.grads['dJdb%d' % l] = d.sum(0)
            d = d @ self.parameters['W%d' % l]

    def clear_grad_and_cache(self):
        self.grads = {}
        self.saved = {}
