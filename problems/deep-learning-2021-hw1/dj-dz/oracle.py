"""The same by automatic differentiation of the cross-entropy."""

import torch


def oracle(Z, T):
    Z = Z.requires_grad_()
    J = -torch.special.xlogy(T, Z).sum(dim=1).mean()
    (dZ,) = torch.autograd.grad(J, Z)
    return {"dZ": dZ}
