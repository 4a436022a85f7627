import torch
import torch.nn.functional as F


def leaf(value):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def backward(dout, cache):
    out, leaves = cache
    return torch.autograd.grad(out, leaves, torch.as_tensor(dout))


def affine_forward(x, w, b):
    leaves = leaf(x), leaf(w), leaf(b)
    out = leaves[0].flatten(1) @ leaves[1] + leaves[2]
    return out.detach(), (out, leaves)


def affine_backward(dout, cache):
    return backward(dout, cache)


def relu_forward(x):
    x = leaf(x)
    out = torch.relu(x)
    return out.detach(), (out, [x])


def relu_backward(dout, cache):
    return backward(dout, cache)[0]


def batchnorm_forward(x, gamma, beta, bn_param):
    leaves = leaf(x), leaf(gamma), leaf(beta)
    mean = torch.as_tensor(bn_param["running_mean"])
    var = torch.as_tensor(bn_param["running_var"])
    train = bn_param["mode"] == "train"
    if train:
        out = F.batch_norm(leaves[0], None, None, *leaves[1:], training=True, eps=bn_param["eps"])
        axes = [axis for axis in range(leaves[0].ndim) if axis != 1]
        keep = bn_param["momentum"]
        new_var, new_mean = torch.var_mean(leaves[0].detach(), axes, unbiased=False)
        bn_param["running_mean"] = keep * mean + (1 - keep) * new_mean
        bn_param["running_var"] = keep * var + (1 - keep) * new_var
    else:
        out = F.batch_norm(leaves[0], mean, var, *leaves[1:], training=False, eps=bn_param["eps"])
    return out.detach(), (out, leaves)


batchnorm_backward = batchnorm_backward_alt = spatial_batchnorm_backward = backward
spatial_batchnorm_forward = batchnorm_forward


def layernorm_forward(x, gamma, beta, ln_param):
    leaves = leaf(x), leaf(gamma), leaf(beta)
    out = F.layer_norm(leaves[0], gamma.shape, *leaves[1:], eps=ln_param["eps"])
    return out.detach(), (out, leaves)


layernorm_backward = backward


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    leaves = leaf(x), leaf(gamma), leaf(beta)
    out = F.group_norm(leaves[0], G, leaves[1].flatten(), leaves[2].flatten(), gn_param["eps"])
    return out.detach(), (out, leaves)


spatial_groupnorm_backward = backward
