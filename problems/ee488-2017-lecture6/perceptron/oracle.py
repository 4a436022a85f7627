"""The same by torch's own step function."""

import torch
import torch.nn.functional as F


def oracle(X, w, b):
    u = F.linear(X, w[None], torch.tensor([b], dtype=X.dtype))[:, 0]
    return {"y": torch.heaviside(u, torch.zeros((), dtype=X.dtype))}
