"""The same by automatic differentiation of the loss."""

import torch
import torch.nn.functional as F


def oracle(X, W1, W2, y, lr):
    def loss(W1, W2):
        Y = F.linear(F.linear(X.T, W1).relu(), W2).T
        return F.mse_loss(Y, y, reduction="sum") / (2 * X.shape[1])

    old = [W1.requires_grad_(), W2.requires_grad_()]
    gradients = torch.autograd.grad(loss(*old), old)
    W1n, W2n = (torch.add(W, dW, alpha=-lr) for W, dW in zip(old, gradients, strict=True))
    return {"W1n": W1n, "W2n": W2n, "Ln": loss(W1n, W2n)}
