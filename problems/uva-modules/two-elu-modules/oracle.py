"""The same by torch's ELU and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(x0, x1, x2, dout0, dout1, dout2):  # noqa: ARG001 - every input is handed over
    x1, x2 = x1.requires_grad_(), x2.requires_grad_()
    out1, out2 = F.elu(x1), F.elu(x2)
    dx1, dx2 = torch.autograd.grad((out1, out2), (x1, x2), (dout1, dout2))
    return {"out1": out1, "out2": out2, "dx2": dx2, "dx1": dx1}
