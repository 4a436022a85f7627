"""The same by torch's Jacobian of the whole stack at 0."""

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian


def oracle(Ws):
    def stack(x):
        for W in Ws:
            x = F.linear(x, W)
        return x

    return {"M": jacobian(stack, torch.zeros(Ws[0].shape[1], dtype=torch.float64))}
