"""The same by torch's group normalisation and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, gamma, beta, G, eps, dout):
    for value in (x, gamma, beta):
        value.requires_grad_()
    out = F.group_norm(x, int(G), gamma.flatten(), beta.flatten(), eps)
    dx, dgamma, dbeta = torch.autograd.grad(out, [x, gamma, beta], grad_outputs=dout)
    return {"out": out, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}
