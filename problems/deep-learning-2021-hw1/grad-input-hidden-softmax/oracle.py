"""The same by automatic differentiation of the cross-entropy of logits."""

import torch
import torch.nn.functional as F


def oracle(X, w_ih, w_ho, y):
    w_ih = w_ih.requires_grad_()
    hidden_net = F.linear(X, w_ih)
    J = F.cross_entropy(F.linear(torch.softmax(hidden_net, dim=1), w_ho), y)
    by_net, by_weights = torch.autograd.grad(J, [hidden_net, w_ih])
    return {"delta_h": -by_net, "dw_ih": by_weights}
