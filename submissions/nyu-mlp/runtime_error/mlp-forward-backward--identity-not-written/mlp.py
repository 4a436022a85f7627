import torch


class MLP:
    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        self.f_function = f_function
        self.g_function = g_function
        self.parameters = {
            'W1': torch.randn(linear_1_out_features, linear_1_in_features),
            'b1': torch.randn(linear_1_out_features),
            'W2': torch.randn(linear_2_out_features, linear_2_in_features),
            'b2': torch.randn(linear_2_out_features),
        }
        self.clear_grad_and_cache()

    def activate(self, name, z):
        if name == 'relu':
            return torch.relu(z)
        elif name == 'sigmoid':
            return torch.sigmoid(z)

    def derivative(self, name, z):
        if name == 'relu':
            return (z > 0).float()
        elif name == 'sigmoid':
            s = torch.sigmoid(z)
            return s * (1 - s)

    def forward(self, x):
        z1 = torch.mm(x, self.parameters['W1'].t()) + self.parameters['b1']
        z2 = self.activate(self.f_function, z1)
        z3 = torch.mm(z2, self.parameters['W2'].t()) + self.parameters['b2']
        y_hat = self.activate(self.g_function, z3)
        self.cache = {'x': x, 'z1': z1, 'z2': z2, 'z3': z3}
        return y_hat

    def backward(self, dJdy_hat):
        dJdz3 = dJdy_hat * self.derivative(self.g_function, self.cache['z3'])
        self.grads['dJdW2'] = torch.mm(dJdz3.t(), self.cache['z2'])
        self.grads['dJdb2'] = dJdz3.sum(dim=0)
        dJdz2 = torch.mm(dJdz3, self.parameters['W2'])
        dJdz1 = dJdz2 * self.derivative(self.f_function, self.cache['z1'])
        self.grads['dJdW1'] = torch.mm(dJdz1.t(), self.cache['x'])
        self.grads['dJdb1'] = dJdz1.sum(dim=0)

    def clear_grad_and_cache(self):
        self.grads = {'dJd' + name: torch.zeros_like(p) for name, p in self.parameters.items()}
        self.cache = {}
