"""The same by torch's linear layer and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x, w, b, dout):
    for value in (x, w, b):
        value.requires_grad_()
    out = F.linear(x.flatten(start_dim=1), w.T, b)
    dx, dw, db = torch.autograd.grad(out, [x, w, b], grad_outputs=dout)
    return {"out": out, "dx": dx, "dw": dw, "db": db}
