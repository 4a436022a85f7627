"""The same with torch's own layers and loss, from the minimum and the entry that moves."""

import torch
import torch.nn.functional as F


def oracle(k, a):
    W = torch.tensor([[1.0, -1.0], [-1.0, 1.0]], dtype=torch.float64)
    c, w = torch.zeros_like(W[0]), torch.ones_like(W[0])
    b = torch.zeros_like(w[:1])
    if k == 10:
        W[0, 0], W[0, 1], W[1, 0], c[1] = a, -a, -a, a - 1
    else:
        entries = [W[0, :1], W[0, 1:], W[1, :1], W[1, 1:], c[:1], c[1:], w[:1], w[1:], b]
        entries[k - 1].fill_(a)
    points = torch.cartesian_prod(torch.arange(2.0), torch.arange(2.0)).to(W.dtype)
    targets = torch.logical_xor(*points.T).to(W.dtype)
    y = F.linear(F.relu(F.linear(points, W.T, c)), w[None], b)[:, 0]
    return {"J": F.mse_loss(y, targets)}
