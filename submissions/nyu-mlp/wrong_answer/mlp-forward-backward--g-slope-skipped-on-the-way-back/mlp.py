import numpy as np

# my numpy version of the homework


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.f_function = f_function
        self.g_function = g_function

        self.parameters = dict(
            W1=np.random.randn(linear_1_out_features, linear_1_in_features),
            b1=np.random.randn(linear_1_out_features),
            W2=np.random.randn(linear_2_out_features, linear_2_in_features),
            b2=np.random.randn(linear_2_out_features),
        )
        self.grads = dict(
            dJdW1=np.zeros((linear_1_out_features, linear_1_in_features)),
            dJdb1=np.zeros(linear_1_out_features),
            dJdW2=np.zeros((linear_2_out_features, linear_2_in_features)),
            dJdb2=np.zeros(linear_2_out_features),
        )
        self.cache = dict()

    def forward(self, x):
        W1, b1 = self.parameters['W1'], self.parameters['b1']
        W2, b2 = self.parameters['W2'], self.parameters['b2']

        # first linear
        s1 = np.dot(x, W1.T) + b1
        # f
        if self.f_function == 'relu':
            a1 = np.where(s1 > 0, s1, 0)
        elif self.f_function == 'sigmoid':
            a1 = 1 / (1 + np.exp(-s1))
        else:
            a1 = s1
        # second linear
        s2 = np.dot(a1, W2.T) + b2
        # g
        if self.g_function == 'relu':
            y_hat = np.where(s2 > 0, s2, 0)
        elif self.g_function == 'sigmoid':
            y_hat = 1 / (1 + np.exp(-s2))
        else:
            y_hat = s2

        self.cache['x'] = x
        self.cache['s1'] = s1
        self.cache['a1'] = a1
        self.cache['s2'] = s2
        self.cache['y_hat'] = y_hat
        return y_hat

    def backward(self, dJdy_hat):
        x, s1, a1 = self.cache['x'], self.cache['s1'], self.cache['a1']
        s2, y_hat = self.cache['s2'], self.cache['y_hat']

        if self.g_function == 'relu':
            dyds2 = np.where(s2 > 0, 1, 0)
        elif self.g_function == 'sigmoid':
            dyds2 = y_hat * (1 - y_hat)
        else:
            dyds2 = np.ones(s2.shape)
        dJds2 = dJdy_hat * dyds2

        if self.f_function == 'relu':
            dads1 = np.where(s1 > 0, 1, 0)
        elif self.f_function == 'sigmoid':
            dads1 = a1 * (1 - a1)
        else:
            dads1 = np.ones(s1.shape)
        dJda1 = np.dot(dJdy_hat, self.parameters['W2'])
        dJds1 = dJda1 * dads1

        self.grads['dJdW2'] = np.dot(dJds2.T, a1)
        self.grads['dJdb2'] = np.sum(dJds2, axis=0)
        self.grads['dJdW1'] = np.dot(dJds1.T, x)
        self.grads['dJdb1'] = np.sum(dJds1, axis=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = np.zeros_like(self.grads[grad])
        self.cache = dict()
