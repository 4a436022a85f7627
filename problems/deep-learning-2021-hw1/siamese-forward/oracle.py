"""The same by torch's own layer and norms."""

import torch
import torch.nn.functional as F


def oracle(x1, x2, W, b, lam):
    h1, h2 = torch.sigmoid(F.linear(torch.stack([x1, x2]), W, b))
    J = 0.5 * F.mse_loss(h1, h2, reduction="sum") + 0.5 * lam * torch.linalg.matrix_norm(W) ** 2
    return {"h1": h1, "h2": h2, "J": J}
