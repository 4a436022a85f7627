"""The same by automatic differentiation of the cross-entropy of logits."""

import torch
import torch.nn.functional as F


def oracle(Z, T):
    net = Z.log().requires_grad_()
    (gradient,) = torch.autograd.grad(F.cross_entropy(net, T), net)
    return {"delta": -gradient}
