"""The same by torch's own layers and loss."""

import torch
import torch.nn.functional as F


def oracle(X, W1, W2, y):
    S1 = F.linear(X.T, W1).T
    Z1 = torch.relu(S1)
    S2 = F.linear(Z1.T, W2).T
    L = F.mse_loss(S2, y, reduction="sum") / (2 * X.shape[1])
    return {"S1": S1, "Z1": Z1, "S2": S2, "Y": S2, "L": L}
