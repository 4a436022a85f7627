"""The same by torch's loss for log-probabilities."""

import torch
import torch.nn.functional as F


def oracle(Z, T):
    return {"J": F.nll_loss(torch.log(Z), T.argmax(dim=1))}
