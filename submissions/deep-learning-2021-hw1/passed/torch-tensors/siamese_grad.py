"""Autograd differentiates the objective; what comes back are tensors that require grad."""

import torch


def siamese_grad(x1, x2, W, b, lam):
    x1, x2 = torch.as_tensor(x1), torch.as_tensor(x2)
    W = torch.nn.Parameter(torch.as_tensor(W))
    b = torch.nn.Parameter(torch.as_tensor(b))
    h1 = torch.sigmoid(W @ x1 + b)
    h2 = torch.sigmoid(W @ x2 + b)
    J = 0.5 * (h1 - h2).pow(2).sum() + 0.5 * lam * W.pow(2).sum()
    dW, db = torch.autograd.grad(J, (W, b), create_graph=True)
    return {"dW": dW, "db": db}
