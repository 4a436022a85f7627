"""torch's own functions, differentiated automatically."""

import torch


def oracle(x):
    x = x.requires_grad_()
    answers = {"step": torch.heaviside(x.detach(), torch.zeros((), dtype=x.dtype))}
    for function in (torch.sigmoid, torch.tanh, torch.relu):
        name, value = function.__name__, function(x)
        (slope,) = torch.autograd.grad(value.sum(), x)
        answers |= {name: value, f"d{name}": slope}
    return answers
