"""The same by torch's Jacobian of the pre-activations."""

import torch.nn.functional as F
from torch.autograd.functional import jacobian


def oracle(x, V, a):
    ds_dV, ds_da = jacobian(lambda V, a: F.linear(x, V, a), (V, a))
    return {"ds_dV": ds_dV, "ds_da": ds_da}
