import numpy as np

F = {
    'relu': lambda z: np.maximum(z, 0.0),
    'sigmoid': lambda z: 1.0 / (1.0 + np.exp(-z)),
    'identity': lambda z: z,
}
DF = {
    'relu': lambda z: np.heaviside(z, 1.0),
    'sigmoid': lambda z: F['sigmoid'](z) * (1.0 - F['sigmoid'](z)),
    'identity': np.ones_like,
}


class MLP(object):
    def __init__(self, n_in, n_hidden, f_function, n_hidden_2, n_out, g_function):
        self.f, self.df = F[f_function], DF[f_function]
        self.g, self.dg = F[g_function], DF[g_function]
        self.parameters = {'W1': np.zeros((n_hidden, n_in)), 'b1': np.zeros(n_hidden),
                           'W2': np.zeros((n_out, n_hidden_2)), 'b2': np.zeros(n_out)}
        self.grads, self.cache = {}, ()
        self.clear_grad_and_cache()

    def forward(self, x):
        p = self.parameters
        z1 = np.einsum('nd,hd->nh', x, p['W1']) + p['b1']
        z2 = np.einsum('nh,oh->no', self.f(z1), p['W2']) + p['b2']
        self.cache = (x, z1, z2)
        return self.g(z2)

    def backward(self, dJdy_hat):
        x, z1, z2 = self.cache
        d2 = dJdy_hat * self.dg(z2)
        d1 = np.einsum('no,oh->nh', d2, self.parameters['W2']) * self.dg(z1)
        self.grads['dJdW1'] += np.einsum('nh,nd->hd', d1, x)
        self.grads['dJdb1'] += np.einsum('nh->h', d1)
        self.grads['dJdW2'] += np.einsum('no,nh->oh', d2, self.f(z1))
        self.grads['dJdb2'] += np.einsum('no->o', d2)

    def clear_grad_and_cache(self):
        for name, value in self.parameters.items():
            self.grads['dJd' + name] = np.zeros_like(value)
        self.cache = ()
