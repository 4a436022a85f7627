"""The same by automatic differentiation of the log-likelihood."""

import torch
import torch.nn.functional as F


def oracle(x, t, V, a, W, b):
    h = torch.sigmoid(F.linear(x, V, a)).requires_grad_()
    loglik = torch.log_softmax(F.linear(h, W, b), 0)[t]
    (dh,) = torch.autograd.grad(loglik, h)
    return {"dh": dh}
