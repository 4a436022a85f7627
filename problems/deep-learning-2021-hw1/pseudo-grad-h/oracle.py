"""The same by automatic differentiation of the loss."""

import torch
import torch.nn.functional as F


def oracle(X, Y, W1, b1, W2, b2, W3, b3):
    h1 = torch.sigmoid(F.linear(X.T, W1, b1)).T.requires_grad_()
    h2 = F.relu(F.linear(X.T, W2, b2)).T.requires_grad_()
    J = F.cross_entropy(F.linear((h1 + h2).T, W3, b3), Y.argmax(dim=0))
    dh1, dh2 = torch.autograd.grad(J, [h1, h2])
    return {"dh1": dh1, "dh2": dh2}
