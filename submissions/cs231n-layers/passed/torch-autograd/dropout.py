import torch


def dropout_forward(x, dropout_param):
    x = torch.tensor(x, requires_grad=True)
    train = dropout_param["mode"] == "train"
    out = torch.nn.functional.dropout(x, 1 - dropout_param["p"], training=train) * 1
    return out.detach(), (out, x)


def dropout_backward(dout, cache):
    out, x = cache
    out.backward(torch.as_tensor(dout))
    return x.grad
