import torch


def mse_loss(y, y_hat):
    J = torch.mean((y_hat - y) ** 2)
    dJdy_hat = 2 * (y_hat - y)
    return J, dJdy_hat
