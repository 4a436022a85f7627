"""The same by two of torch's linear layers; W is the Jacobian of their composition, transposed."""

import torch
import torch.nn as nn


def oracle(x, U, V, b):
    n, r, q = *U.shape, b.numel()
    network = nn.Sequential(nn.Linear(n, r, bias=False), nn.Linear(r, q)).double()
    n_params = sum(parameter.numel() for parameter in network.parameters())
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), [U.T, V.T, b], strict=True):
            parameter.copy_(value)
    W = torch.autograd.functional.jacobian(network, x).T
    return {"y": network(x), "W": W, "n_params": n_params}
