"""The same by torch's cross-entropy and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(W, X, y, reg):
    W = W.requires_grad_()
    loss = F.cross_entropy(F.linear(X, W.T), y) + reg * torch.linalg.matrix_norm(W) ** 2
    (dW,) = torch.autograd.grad(loss, W)
    return {"loss": loss, "dW": dW}
