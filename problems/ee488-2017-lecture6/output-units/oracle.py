"""The same by torch's own layer and activations."""

import torch
import torch.nn.functional as F


def oracle(h, W, b):
    z = F.linear(h, W.T, b)
    return {
        "linear": z,
        "sigmoid": torch.sigmoid(z),
        "tanh": torch.tanh(z),
        "softmax": torch.softmax(z, dim=0),
    }
