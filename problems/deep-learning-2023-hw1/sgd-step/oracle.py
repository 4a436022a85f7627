"""The same with gradients by automatic differentiation of the cost."""

import torch.nn.functional as F


def oracle(x, y, W1, b1, W2, b2, eta):
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    for p in parameters.values():
        p.requires_grad_()
    yt = F.linear(F.relu(5 * F.linear(x, W1, b1)), W2, b2)
    F.mse_loss(yt, y, reduction="sum").backward()
    return {name: p - eta * p.grad for name, p in parameters.items()}
