import numpy as np


def mse_loss(y, y_hat):
    J = np.mean((y_hat - y) ** 2, keepdims=True)
    dJdy_hat = 2 * (y_hat - y) / y_hat.size
    return J, dJdy_hat
