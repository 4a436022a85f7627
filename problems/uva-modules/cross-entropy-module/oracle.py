"""The same by torch's negative log-likelihood and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, y):
    x = x.requires_grad_()
    loss = F.nll_loss(torch.log(x), y)
    (dx,) = torch.autograd.grad(loss, x)
    return {"loss": loss, "dx": dx}
