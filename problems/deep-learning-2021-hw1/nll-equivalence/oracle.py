"""The same by torch's loss for log-probabilities, summed and averaged."""

import torch.nn.functional as F


def oracle(Z, y):
    total = F.nll_loss(Z.log(), y, reduction="sum")
    J = F.nll_loss(Z.log(), y)
    return {"nll": total, "J": J, "ratio": total / J}
