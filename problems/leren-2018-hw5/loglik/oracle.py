"""The same by torch's cross-entropy, which is minus the log-likelihood."""

import torch
import torch.nn.functional as F


def oracle(x, t, W, b):
    u = F.linear(x, W, b)
    return {"u": u, "l": -F.cross_entropy(u[None], torch.tensor([t]))}
