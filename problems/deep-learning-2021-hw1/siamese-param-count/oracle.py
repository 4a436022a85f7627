"""The same by counting what a torch layer holds."""

import torch


def oracle(m, n):
    layer = torch.nn.Linear(n, m)
    return {"count": sum(parameter.numel() for parameter in layer.parameters())}
