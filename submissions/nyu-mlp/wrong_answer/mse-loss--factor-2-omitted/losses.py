import numpy as np


def mse_loss(y, y_hat):
    J = np.square(y_hat - y).mean()
    dJdy_hat = (y_hat - y) / (y.shape[0] * y.shape[1])
    return J, dJdy_hat
