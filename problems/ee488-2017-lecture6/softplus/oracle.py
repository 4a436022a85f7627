"""The same by torch's softplus and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x):
    x = x.requires_grad_()
    # Above the threshold torch returns x itself: from 50 on, that is exact in double precision.
    y = F.softplus(x, threshold=50)
    (dy,) = torch.autograd.grad(y.sum(), x)
    return {"y": y, "dy": dy}
