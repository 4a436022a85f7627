"""The same by torch's softmax of the two logits."""

import torch


def oracle(z1, z2):
    p1, p2 = torch.softmax(torch.stack([z1, z2]), dim=0)
    return {"p1": p1, "p2": p2}
