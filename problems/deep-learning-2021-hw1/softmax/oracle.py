"""The same by torch's own softmax."""

import torch


def oracle(net):
    return {"Z": torch.softmax(net, 1)}
