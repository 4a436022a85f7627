"""The same by torch's margin loss, which averages over the classes, and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(W, X, y, reg):
    W = W.requires_grad_()
    hinge = W.shape[1] * F.multi_margin_loss(F.linear(X, W.T), y)
    loss = hinge + reg * torch.linalg.matrix_norm(W) ** 2
    (dW,) = torch.autograd.grad(loss, W)
    return {"loss": loss, "dW": dW}
