"""The same by automatic differentiation of the layer."""

import torch


def oracle(W3, Z2):
    return {"T": torch.autograd.functional.jacobian(lambda W: W @ Z2, W3)}
