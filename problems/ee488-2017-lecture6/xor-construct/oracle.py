"""What a network with the given parameters computes on the four points, by torch's own layers."""

import torch
import torch.nn.functional as F


def oracle(W, c, w, b):
    points = torch.cartesian_prod(torch.arange(2.0), torch.arange(2.0)).to(W.dtype)
    return {"y": F.linear(F.relu(F.linear(points, W.T, c)), w[None], b.reshape(1))[:, 0]}
