import numpy as np


def bce_loss(y, y_hat):
    J = 0
    dJdy_hat = np.zeros(y.shape)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            J = J - y[i, j] * np.log(y_hat[i, j]) - (1 - y[i, j]) * np.log(1 - y_hat[i, j])
            dJdy_hat[i, j] = -y[i, j] / y_hat[i, j] + (1 - y[i, j]) / (1 - y_hat[i, j])
    return J, dJdy_hat
