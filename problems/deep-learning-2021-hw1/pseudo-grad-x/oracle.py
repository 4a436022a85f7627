"""The same by automatic differentiation of the loss."""

import torch
import torch.nn.functional as F


def oracle(X, Y, W1, b1, W2, b2, W3, b3):
    X = X.requires_grad_()
    hidden = torch.sigmoid(F.linear(X.T, W1, b1)) + F.relu(F.linear(X.T, W2, b2))
    J = F.cross_entropy(F.linear(hidden, W3, b3), Y.argmax(dim=0))
    (dX,) = torch.autograd.grad(J, [X])
    return {"dX": dX}
