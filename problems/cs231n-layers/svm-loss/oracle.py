"""The same by torch's margin loss, which averages over the classes, and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, y):
    x = x.requires_grad_()
    loss = x.shape[1] * F.multi_margin_loss(x, y)
    (dx,) = torch.autograd.grad(loss, x)
    return {"loss": loss, "dx": dx}
