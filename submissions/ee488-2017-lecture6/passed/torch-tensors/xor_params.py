"""Parameters of a torch network, as they are: they require grad."""

import torch
from torch import nn


def xor_params():
    hidden, output = nn.Linear(2, 2), nn.Linear(2, 1)
    with torch.no_grad():
        hidden.weight.copy_(torch.ones(2, 2))
        hidden.bias.copy_(torch.tensor([0.0, -1.0]))
        output.weight.copy_(torch.tensor([[1.0, -2.0]]))
        output.bias.zero_()
    # torch keeps weights as (outputs, inputs)
    return hidden.weight.T, hidden.bias, output.weight[0], output.bias[0]
