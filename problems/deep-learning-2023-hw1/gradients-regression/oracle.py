"""The same by automatic differentiation of the cost."""

import torch
import torch.nn.functional as F


def oracle(x, y, W1, b1, W2, b2):
    parameters = [p.requires_grad_() for p in (W1, b1, W2, b2)]
    yt = F.linear(F.relu(5 * F.linear(x, W1, b1)), W2, b2)
    C = F.mse_loss(yt, y, reduction="sum")
    gradients = torch.autograd.grad(C, parameters)
    return dict(zip(["dW1", "db1", "dW2", "db2"], gradients, strict=True))
