"""The hyperbolic tangent itself."""

import torch


def oracle(z):
    return {"t": torch.tanh(z)}
