"""The same by torch's cross-entropy and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, y):
    x = x.requires_grad_()
    loss = F.cross_entropy(x, y)
    (dx,) = torch.autograd.grad(loss, x)
    return {"loss": loss, "dx": dx}
