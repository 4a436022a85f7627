"""The same by torch's softmax and automatic differentiation."""

import torch


def oracle(x, dout):
    x = x.requires_grad_()
    out = torch.softmax(x, dim=1)
    (dx,) = torch.autograd.grad(out, x, dout)
    return {"out": out, "dx": dx}
