"""The same by automatic differentiation of each branch."""

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian


def oracle(X, W1, b1, W2, b2, **_):
    x = X[:, 0]
    return {
        "dh1_dx": jacobian(lambda v: torch.sigmoid(F.linear(v, W1, b1)), x),
        "dh2_dx": jacobian(lambda v: torch.relu(F.linear(v, W2, b2)), x),
    }
