import numpy as np
import torch
import torch.nn.functional as F


def leaf(value):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def conv_forward_naive(x, w, b, conv_param):
    x, w, b = leaf(x), leaf(w), leaf(b)
    out = F.conv2d(x, w, b, stride=conv_param['stride'], padding=conv_param['pad'])
    return out.detach().numpy(), (out, x, w, b)


def conv_backward_naive(dout, cache):
    out, *leaves = cache
    return tuple(g.numpy() for g in torch.autograd.grad(out, leaves, torch.tensor(dout)))


def max_pool_forward_naive(x, pool_param):
    x = leaf(x)
    out = F.max_pool2d(x, (pool_param['pool_height'], pool_param['pool_width']), pool_param['stride'])
    return out.detach().numpy(), (out, x)


def max_pool_backward_naive(dout, cache):
    out, x = cache
    return torch.autograd.grad(out, x, torch.tensor(dout))[0].numpy()
