import numpy as np


def mse_loss(y, y_hat):
    n = y.shape[0]
    J = ((y - y_hat) ** 2).mean()
    return J, (2 / n) * (y_hat - y)
