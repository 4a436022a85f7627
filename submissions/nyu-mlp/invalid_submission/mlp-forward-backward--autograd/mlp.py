import torch


class MLP:
    def __init__(self, d, h, f_function, h2, o, g_function):
        acts = {'relu': torch.relu, 'sigmoid': torch.sigmoid, 'identity': lambda z: z}
        self.f, self.g = acts[f_function], acts[g_function]
        self.parameters = {}
        self.grads = {}

    def forward(self, x):
        self.leaves = {k: v.clone().requires_grad_() for k, v in self.parameters.items()}
        p = self.leaves
        self.y_hat = self.g(self.f(x @ p['W1'].T + p['b1']) @ p['W2'].T + p['b2'])
        return self.y_hat

    def backward(self, dJdy_hat):
        self.y_hat.backward(dJdy_hat)
        self.grads = {'dJd' + k: p.grad for k, p in self.leaves.items()}

    def clear_grad_and_cache(self):
        self.grads = {}
