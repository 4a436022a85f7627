import numpy as np

from modules import *


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        rng = np.random.default_rng(1)
        self.parameters = {
            'W1': rng.normal(size=(linear_1_out_features, linear_1_in_features)), 'b1': np.zeros(linear_1_out_features),
            'W2': rng.normal(size=(linear_2_out_features, linear_2_in_features)), 'b2': np.zeros(linear_2_out_features),
        }
        self.layers = [Linear(self.parameters, 'W1', 'b1'), Act(f_function),
                       Linear(self.parameters, 'W2', 'b2'), Act(g_function)]
        self.clear_grad_and_cache()

    def forward(self, x):
        x = x.astype(np.float32)
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, dJdy_hat):
        g = np.asarray(dJdy_hat, dtype='float32')
        for layer in self.layers[::-1]:
            if isinstance(layer, Act):
                g = layer.grad(g)
                continue
            found, g = layer.grad(g)
            for name in found:
                self.grads['dJd' + name] = found[name]

    def clear_grad_and_cache(self):
        self.grads = {}


def mse_loss(y, y_hat):
    y, y_hat = np.float32(y), np.float32(y_hat)
    return np.mean(np.square(y - y_hat)), (y_hat - y) / np.float32(y.size / 2)


def bce_loss(y, y_hat):
    y, y_hat = np.float32(y), np.float32(y_hat)
    p_of_truth = y_hat * y + (1 - y_hat) * (1 - y)
    return -np.log(p_of_truth).mean(), (1 - 2 * y) / p_of_truth / y.size
