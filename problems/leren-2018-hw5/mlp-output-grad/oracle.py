"""The same by automatic differentiation of the log-likelihood."""

import torch
import torch.nn.functional as F


def oracle(x, t, V, a, W, b):
    W, b = W.requires_grad_(), b.requires_grad_()
    h = torch.sigmoid(F.linear(x, V, a))
    loglik = torch.log_softmax(F.linear(h, W, b), 0)[t]
    dW, db = torch.autograd.grad(loglik, [W, b])
    return {"dW": dW, "db": db}
