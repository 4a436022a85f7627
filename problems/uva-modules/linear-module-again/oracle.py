"""The same by torch's linear layer and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(in_features, out_features, weight1, bias1, weight2, bias2, x1, x2, dout1, dout2):  # noqa: ARG001 - every input is handed over
    known = [value.requires_grad_() for value in (x2, weight2, bias2)]
    out = F.linear(x2, weight2, bias2.reshape(-1))
    dx, dweight, dbias = torch.autograd.grad(out, known, dout2)
    return {"out": out, "dx": dx, "dweight": dweight, "dbias": dbias}
