"""The same by torch's layers and its cross-entropy of logits."""

import torch
import torch.nn.functional as F


def oracle(X, w_ih, w_ho, y):
    Yh = torch.softmax(F.linear(X, w_ih), dim=1)
    net = F.linear(Yh, w_ho)
    return {"Yh": Yh, "Z": torch.softmax(net, dim=1), "J": F.cross_entropy(net, y)}
