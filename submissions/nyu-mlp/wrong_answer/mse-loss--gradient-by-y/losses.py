import numpy as np


def mse_loss(y, y_hat):
    J = ((y - y_hat) ** 2).mean()
    dJdy_hat = 2 * (y - y_hat) / y.size
    return J, dJdy_hat
