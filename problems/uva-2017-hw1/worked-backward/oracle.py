"""The same by automatic differentiation of the loss."""

import torch
import torch.nn.functional as F


def oracle(X, W1, W2, y):
    W1, W2 = W1.requires_grad_(), W2.requires_grad_()
    S1 = F.linear(X.T, W1).T
    Y = F.linear(torch.relu(S1).T, W2).T
    L = 0.5 * F.mse_loss(Y, y, reduction="sum") / X.shape[1]
    D_out, D1, dW2, dW1 = torch.autograd.grad(L, [Y, S1, W2, W1])
    return {"D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
