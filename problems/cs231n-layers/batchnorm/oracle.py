"""The same by torch's batch normalisation and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, gamma, beta, eps, momentum, old_mean, old_var, dout):
    for value in (x, gamma, beta):
        value.requires_grad_()
    out = F.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)
    dx, dgamma, dbeta = torch.autograd.grad(out, [x, gamma, beta], grad_outputs=dout)
    # torch's own running variance has N - 1 in place of N.
    var, mean = torch.var_mean(x, dim=0, correction=0)
    return {
        "out": out,
        "running_mean": torch.lerp(mean, old_mean, momentum),
        "running_var": torch.lerp(var, old_var, momentum),
        "test_out": F.batch_norm(x, old_mean, old_var, gamma, beta, training=False, eps=eps),
        "dx": dx,
        "dgamma": dgamma,
        "dbeta": dbeta,
    }
