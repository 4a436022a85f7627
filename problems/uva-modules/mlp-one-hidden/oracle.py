"""The same by torch's layers and automatic differentiation."""

import torch
import torch.nn.functional as F


def oracle(n_inputs, n_hidden1, n_classes, W1, b1, W2, b2, x, dout):  # noqa: ARG001 - every input is handed over
    W1, b1, W2, b2 = known = [value.requires_grad_() for value in (W1, b1, W2, b2)]
    h = x
    h = F.elu(F.linear(h, W1, b1.reshape(-1)))
    out = torch.softmax(F.linear(h, W2, b2.reshape(-1)), dim=1)
    gradients = torch.autograd.grad(out, known, dout)
    names = ("dW1", "db1", "dW2", "db2")
    return {"out": out, **dict(zip(names, gradients, strict=True))}
