"""The same by automatic differentiation of each layer."""

import torch.nn.functional as F
from torch.autograd.functional import jacobian


def hidden(s1):
    return F.relu(5 * s1)


def output(s2):
    return s2.clone()


def oracle(x, y, W1, b1, W2, b2):
    s1 = F.linear(x, W1, b1)
    a1 = hidden(s1)
    s2 = F.linear(a1, W2, b2)
    yt = output(s2)
    ds2_da1, ds2_dW2, ds2_db2 = jacobian(F.linear, (a1, W2, b2))
    _, ds1_dW1, ds1_db1 = jacobian(F.linear, (x, W1, b1))
    return {
        "dC_dy": jacobian(lambda yt: F.mse_loss(yt, y, reduction="sum"), yt)[None],
        "dy_ds2": jacobian(output, s2),
        "ds2_da1": ds2_da1,
        "ds2_dW2": ds2_dW2,
        "ds2_db2": ds2_db2,
        "da1_ds1": jacobian(hidden, s1),
        "ds1_dW1": ds1_dW1,
        "ds1_db1": ds1_db1,
    }
