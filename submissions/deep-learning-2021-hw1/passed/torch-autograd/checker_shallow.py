import torch


def network(n):
    units = []
    for i in range(2):
        for k in range(n + 1):
            units.append(lambda x, i=i, k=k: ((2 * torch.tensor(x[i])).int() >> k) & 1)
    return [units, [lambda h: torch.cos(torch.pi * torch.tensor(h).sum(0))]]
