import numpy as np


def mse_loss(y, y_hat):
    J = ((y_hat - y) ** 2).mean()
    return J
