"""The same by torch's own layers and cost."""

import torch.nn.functional as F


def oracle(x, y, W1, b1, W2, b2):
    s1 = F.linear(x, W1, b1)
    a1 = F.relu(5 * s1)
    s2 = F.linear(a1, W2, b2)
    return {"s1": s1, "a1": a1, "s2": s2, "yt": s2, "C": F.mse_loss(s2, y, reduction="sum")}
