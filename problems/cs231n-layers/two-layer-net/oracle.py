"""The same by torch's layers and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(X, y, W1, b1, W2, b2, reg, **_):
    weights = [value.requires_grad_() for value in (W1, b1, W2, b2)]
    scores = F.linear(torch.relu(F.linear(X, W1.T, b1)), W2.T, b2)
    loss = F.cross_entropy(scores, y) + reg * (W1.pow(2).sum() + W2.pow(2).sum())
    names = ("dW1", "db1", "dW2", "db2")
    grads = dict(zip(names, torch.autograd.grad(loss, weights), strict=True))
    return {"scores": scores, "loss": loss, "y_pred": torch.argmax(scores, dim=1), **grads}
