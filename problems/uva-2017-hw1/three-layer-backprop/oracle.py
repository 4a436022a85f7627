"""The same by automatic differentiation of the loss."""

import torch

FUNCTIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": torch.clone,
}


def oracle(X, W1, W2, W3, Y_gt, acts):
    Ws = [W.requires_grad_() for W in (W1, W2, W3)]
    S, Z = [], [X]
    for W, act in zip(Ws, acts, strict=True):
        S.append(W @ Z[-1])
        Z.append(FUNCTIONS[act](S[-1]))
    Y = Z[-1]
    L = 0.5 * (Y - Y_gt).pow(2).sum()
    names = ["dL_dY", "D3", "D2", "D1", "dZ2", "dW3", "dW2", "dW1"]
    by = [Y, S[2], S[1], S[0], Z[2], W3, W2, W1]
    return {"L": L, "Y": Y, **dict(zip(names, torch.autograd.grad(L, by), strict=True))}
