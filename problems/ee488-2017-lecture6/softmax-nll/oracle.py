"""The same by torch's cross-entropy and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(Z, y):
    Z = Z.requires_grad_()
    L = F.cross_entropy(Z, y, reduction="sum")
    (dZ,) = torch.autograd.grad(L, Z)
    L_hard = (Z.amax(dim=1) - Z.gather(1, y[:, None])[:, 0]).sum()
    return {"L": L, "dZ": dZ, "L_hard": L_hard}
