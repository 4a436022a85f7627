"""The same by automatic differentiation of torch's softmax."""

import torch


def oracle(z):
    return {"Jz": torch.autograd.functional.jacobian(lambda net: torch.softmax(net, 0), z.log())}
