"""The same from torch's own density."""

import torch


def oracle(y, f):
    model = torch.distributions.Independent(torch.distributions.Normal(f, 1.0), 1)
    J = -model.log_prob(y).mean()
    return {"J": J, "J_noconst": J + model.log_prob(f).mean()}
