import torch
from torch import nn


class Unit(nn.Module):
    def __init__(self, kind, weight):
        super().__init__()
        self.kind, self.weight = kind, weight

    def forward(self, h):
        h = torch.as_tensor(h)
        if self.kind < 2:
            return torch.remainder(h[self.kind], self.weight)
        before = h[2] if len(h) > 2 else 1
        return before * torch.sign(self.weight - h[0]) * torch.sign(self.weight - h[1])


def network(n):
    hidden = [[Unit(kind, 2.0**k) for kind in range(3)] for k in range(n - 1, -2, -1)]
    return hidden + [[lambda h: torch.tensor(h[2])]]
