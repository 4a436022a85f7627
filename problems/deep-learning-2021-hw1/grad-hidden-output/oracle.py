"""The same by automatic differentiation of the cross-entropy of logits."""

import torch
import torch.nn.functional as F


def oracle(Yh, w, y):
    w = w.requires_grad_()
    (dw,) = torch.autograd.grad(F.cross_entropy(F.linear(Yh, w), y), w)
    return {"dw": dw}
