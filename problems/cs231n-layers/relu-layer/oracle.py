"""The same by torch's relu and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, dout):
    out = F.relu(x.requires_grad_())
    (dx,) = torch.autograd.grad(out, x, grad_outputs=dout)
    return {"out": out, "dx": dx}
