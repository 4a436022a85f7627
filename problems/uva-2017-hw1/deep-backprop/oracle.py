"""The same by automatic differentiation of the loss."""

import torch

FUNCTIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": lambda s: s,
}


def oracle(X, Ws, acts, Y_gt):
    Ws = [W.requires_grad_() for W in Ws]
    Z = X
    for W, act in zip(Ws, acts, strict=True):
        Z = FUNCTIONS[act](W @ Z)
    L = 0.5 * ((Z - Y_gt) ** 2).sum()
    return {"dWs": list(torch.autograd.grad(L, Ws))}
