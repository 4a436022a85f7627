"""The same sample by torch, and automatic differentiation through it."""

import numpy as np
import torch


def oracle(x, p, dout):
    x.requires_grad_()
    out, again = (
        torch.where(torch.from_numpy(np.random.default_rng(seed).random(x.shape)) < p, x / p, 0)
        for seed in (0, 1)
    )
    test_out = torch.nn.functional.dropout(x, 1 - p, training=False)
    (dx,) = torch.autograd.grad(out, x, grad_outputs=dout)
    (test_dx,) = torch.autograd.grad(test_out, x, grad_outputs=dout)
    return {"out": out, "again": again, "test_out": test_out, "dx": dx, "test_dx": test_dx}
