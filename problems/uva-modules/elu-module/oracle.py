"""The same by torch's ELU and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, dout):
    x = x.requires_grad_()
    out = F.elu(x)
    (dx,) = torch.autograd.grad(out, x, dout)
    return {"out": out, "dx": dx}
