"""The same by torch's layers and automatic differentiation."""

import torch
import torch.nn.functional as F

ACTIVATIONS = {"relu": F.relu, "sigmoid": torch.sigmoid, "identity": torch.nn.Identity()}


def oracle(f_function, g_function, x, W1, b1, W2, b2, dJdy_hat, **_):
    parameters = [p.requires_grad_() for p in (W2, b2, W1, b1)]
    h = ACTIVATIONS[f_function](F.linear(x, W1, b1))
    y_hat = ACTIVATIONS[g_function](F.linear(h, W2, b2))
    gradients = torch.autograd.grad(y_hat, parameters, grad_outputs=dJdy_hat)
    names = ["dJdW2", "dJdb2", "dJdW1", "dJdb1"]
    return {"y_hat": y_hat, **dict(zip(names, gradients, strict=True))}
