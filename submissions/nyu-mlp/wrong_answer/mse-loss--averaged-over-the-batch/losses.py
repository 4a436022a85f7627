import numpy as np


def mse_loss(y, y_hat):
    m = len(y)
    J = np.sum((y_hat - y) ** 2) / m
    dJdy_hat = 2 * (y_hat - y) / m
    return J, dJdy_hat
