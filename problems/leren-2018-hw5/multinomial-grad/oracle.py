"""The same by automatic differentiation of the log-likelihood."""

import torch


def oracle(x, t, W, b):
    W, b = W.requires_grad_(), b.requires_grad_()
    loglik = torch.log_softmax(torch.nn.functional.linear(x, W, b), 0)[t]
    dW, db = torch.autograd.grad(loglik, [W, b])
    return {"dW": dW, "db": db}
