"""The same by torch's linear layer and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(in_features, out_features, weight, bias, x, dout):  # noqa: ARG001 - every input is handed over
    weight, bias, x = (value.requires_grad_() for value in (weight, bias, x))
    out = F.linear(x, weight, bias.reshape(-1))
    dx, dweight, dbias = torch.autograd.grad(out, (x, weight, bias), dout)
    return {"out": out, "dx": dx, "dweight": dweight, "dbias": dbias}
