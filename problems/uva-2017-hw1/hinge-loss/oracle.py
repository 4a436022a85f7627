"""The same by torch: over all classes, less the constant term of the true one."""

import torch


def oracle(o, y, C):
    p = torch.softmax(o, dim=0)
    return {"L": torch.relu(p - p[y] + C).sum() - C}
