"""The same by torch's linear layer and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(in_features, out_features, weight1, bias1, weight2, bias2, x1, x2, dout1, dout2):  # noqa: ARG001 - every input is handed over
    known = [value.requires_grad_() for value in (x1, x2, weight1, weight2)]
    out1 = F.linear(x1, weight1, bias1.reshape(-1))
    out2 = F.linear(x2, weight2, bias2.reshape(-1))
    dx1, dx2, dweight1, dweight2 = torch.autograd.grad((out1, out2), known, (dout1, dout2))
    return {
        "out1": out1,
        "out2": out2,
        "dx1": dx1,
        "dx2": dx2,
        "dweight1": dweight1,
        "dweight2": dweight2,
    }
