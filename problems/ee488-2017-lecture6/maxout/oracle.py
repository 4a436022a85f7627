"""The same by torch's maximum and its Jacobian."""

import torch


def oracle(z, k):
    def g(z):
        return z.reshape(-1, k).amax(dim=1)

    return {"g": g(z), "dg": torch.autograd.functional.jacobian(g, z)}
