"""The same by torch's loss and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(y, y_hat):
    y_hat = y_hat.requires_grad_()
    J = F.mse_loss(y_hat, y)
    (dJdy_hat,) = torch.autograd.grad(J, y_hat)
    return {"J": J, "dJdy_hat": dJdy_hat}
