"""The same by automatic differentiation of the differences."""

import torch


def oracle(o, y):
    def differences(v):
        p = torch.softmax(v, dim=0)
        return p - p[y]

    return {"M": torch.autograd.functional.jacobian(differences, o)}
