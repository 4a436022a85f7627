"""The same by automatic differentiation of the loss."""

import torch


def oracle(o, y, C):
    o = o.requires_grad_()
    p = torch.softmax(o, dim=0)
    L = torch.relu(p - p[y] + C).sum() - C
    return {"g": torch.autograd.grad(L, o)[0]}
