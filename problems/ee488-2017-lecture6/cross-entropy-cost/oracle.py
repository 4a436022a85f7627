"""The same by torch: the loss of probabilities that are all to be 1."""

import torch
import torch.nn.functional as F


def oracle(p):
    return {"J": F.binary_cross_entropy(p, torch.ones_like(p))}
