"""Lets autograd do the backward pass and returns the tensors as they are."""

import torch


def worked_example(X, W1, W2, y):
    X = torch.from_numpy(X)
    y = torch.from_numpy(y)
    W1 = torch.tensor(W1, requires_grad=True)
    W2 = torch.tensor(W2, requires_grad=True)

    S1 = W1 @ X
    Z1 = torch.relu(S1)
    Y = W2 @ Z1
    S1.retain_grad()
    Y.retain_grad()
    L = ((Y - y) ** 2).sum() / (2 * X.shape[1])
    L.backward()
    # S1, Z1, Y and L still require grad
    return {
        "S1": S1,
        "Z1": Z1,
        "Y": Y,
        "L": L,
        "D_out": Y.grad,
        "D1": S1.grad,
        "dW2": W2.grad,
        "dW1": W1.grad,
    }
