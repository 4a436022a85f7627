"""The same by torch's Jacobian of the scores."""

import torch.nn.functional as F
from torch.autograd.functional import jacobian


def oracle(x, W, b):
    du_dW, du_db = jacobian(lambda W, b: F.linear(x, W, b), (W, b))
    return {"du_dW": du_dW, "du_db": du_db}
