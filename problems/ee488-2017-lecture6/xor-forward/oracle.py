"""The same with torch's linear layers, whose weights have one row a unit."""

import torch
import torch.nn.functional as F


def oracle(X, W, c, w, b):
    A = F.linear(X, W.T, c)
    H = F.relu(A)
    y = F.linear(H, w[None], torch.tensor([b], dtype=X.dtype))[:, 0]
    return {"XW": F.linear(X, W.T), "A": A, "H": H, "y": y}
