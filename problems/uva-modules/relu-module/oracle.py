"""The same by torch's ReLU and automatic differentiation."""

import torch


def oracle(x, dout):
    x = x.requires_grad_()
    out = torch.relu(x)
    (dx,) = torch.autograd.grad(out, x, dout)
    return {"out": out, "dx": dx}
