"""The same by torch's own layers and loss."""

import torch
import torch.nn.functional as F


def oracle(W, c, w, b):
    points = torch.cartesian_prod(torch.arange(2.0), torch.arange(2.0)).to(W.dtype)
    targets = torch.logical_xor(*points.T).to(W.dtype)
    y = F.relu(F.linear(points, W.T, c)) @ w + b
    return {"J": F.mse_loss(y, targets)}
