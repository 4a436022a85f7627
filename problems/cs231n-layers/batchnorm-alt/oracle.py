"""The same by torch's batch normalisation and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, gamma, beta, eps, old_mean, old_var, dout):  # noqa: ARG001 - every input is handed over
    for value in (x, gamma, beta):
        value.requires_grad_()
    out = F.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)
    dx, dgamma, dbeta = torch.autograd.grad(out, [x, gamma, beta], grad_outputs=dout)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}
