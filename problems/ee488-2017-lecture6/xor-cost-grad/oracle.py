"""The same by automatic differentiation of the cost."""

import torch
import torch.nn.functional as F


def oracle(W, c, w, b):
    b = torch.tensor(b, dtype=W.dtype)
    parameters = [item.requires_grad_() for item in (W, c, w, b)]
    points = torch.cartesian_prod(torch.arange(2.0), torch.arange(2.0)).to(W.dtype)
    targets = torch.logical_xor(*points.T).to(W.dtype)
    J = F.mse_loss(F.relu(F.linear(points, W.T, c)) @ w + b, targets)
    dW, dc, dw, db = torch.autograd.grad(J, parameters)
    return {"dW": dW, "dc": dc, "dw": dw, "db": db}
