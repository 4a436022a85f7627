"""The same by automatic differentiation of the log-likelihood."""

import torch


def oracle(u, t):
    u = u.requires_grad_()
    (du,) = torch.autograd.grad(torch.log_softmax(u, 0)[t], u)
    return {"du": du}
