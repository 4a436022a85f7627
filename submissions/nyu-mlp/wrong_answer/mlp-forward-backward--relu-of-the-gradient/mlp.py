import torch


class ReLU:
    def forward(self, z):
        self.z = z
        return z.clamp(min=0)

    def backward(self, grad):
        return grad.clamp(min=0)


class Sigmoid:
    def forward(self, z):
        self.out = 1 / (1 + torch.exp(-z))
        return self.out

    def backward(self, grad):
        return grad * self.out * (1 - self.out)


class Identity:
    def forward(self, z):
        return z

    def backward(self, grad):
        return grad


ACTIVATIONS = {'relu': ReLU, 'sigmoid': Sigmoid, 'identity': Identity}


class MLP:
    def __init__(self, in1, out1, f_function, in2, out2, g_function):
        self.f = ACTIVATIONS[f_function]()
        self.g = ACTIVATIONS[g_function]()
        self.parameters = {
            'W1': torch.randn(out1, in1), 'b1': torch.randn(out1),
            'W2': torch.randn(out2, in2), 'b2': torch.randn(out2),
        }
        self.grads = {}

    def forward(self, x):
        self.x = x
        self.h = self.f.forward(x @ self.parameters['W1'].T + self.parameters['b1'])
        return self.g.forward(self.h @ self.parameters['W2'].T + self.parameters['b2'])

    def backward(self, dJdy_hat):
        delta = self.g.backward(dJdy_hat)
        self.grads['dJdW2'] = delta.T @ self.h
        self.grads['dJdb2'] = delta.sum(0)
        delta = self.f.backward(delta @ self.parameters['W2'])
        self.grads['dJdW1'] = delta.T @ self.x
        self.grads['dJdb1'] = delta.sum(0)

    def clear_grad_and_cache(self):
        self.grads = {}
        self.x = self.h = None
