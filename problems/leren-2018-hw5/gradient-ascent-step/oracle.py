"""The same by a step of torch's gradient descent on the summed cross-entropy."""

import torch
import torch.nn.functional as F


def oracle(X, t, W, b, eta):
    W, b = W.requires_grad_(), b.requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=eta)
    F.cross_entropy(F.linear(X, W, b), t, reduction="sum").backward()
    optimizer.step()
    return {"W_new": W, "b_new": b}
