"""The same by automatic differentiation of the summed cross-entropy, with the other sign."""

import torch
import torch.nn.functional as F


def oracle(X, t, W, b):
    W, b = W.requires_grad_(), b.requires_grad_()
    L = -F.cross_entropy(F.linear(X, W, b), t, reduction="sum")
    dW, db = torch.autograd.grad(L, [W, b])
    return {"L": L, "dW": dW, "db": db}
