"""The same by automatic differentiation of the sigmoid."""

import torch


def oracle(s):
    s = s.requires_grad_()
    h = torch.sigmoid(s)
    (dh_ds,) = torch.autograd.grad(h.sum(), s)
    return {"h": h, "dh_ds": dh_ds}
