"""The same with torch's linear layers."""

import torch
import torch.nn.functional as F

FUNCTIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": torch.nn.Identity(),
}


def oracle(x, Ws, bs, acts):
    for W, b, act in zip(Ws, bs, acts, strict=True):
        x = FUNCTIONS[act](F.linear(x, W, b))
    return {"y": x}
