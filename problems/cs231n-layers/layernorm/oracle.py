"""The same by torch's layer normalisation and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, gamma, beta, eps, dout):
    for value in (x, gamma, beta):
        value.requires_grad_()
    out = F.layer_norm(x, gamma.shape, gamma, beta, eps)
    dx, dgamma, dbeta = torch.autograd.grad(out, [x, gamma, beta], grad_outputs=dout)
    return {"out": out, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}
