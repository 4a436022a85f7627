"""The same by automatic differentiation of the cost."""

import torch
import torch.nn.functional as F

FUNCTIONS = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}


def oracle(x, y, w, acts):
    w = w.requires_grad_()
    us, h = [], x
    for weight, act in zip(w, acts, strict=True):
        us.append(weight * h)
        h = FUNCTIONS[act](us[-1])
    J = 0.5 * F.mse_loss(h, y)
    dw, *g = torch.autograd.grad(J, [w, *us])
    return {"g": torch.stack(g), "dw": dw}
