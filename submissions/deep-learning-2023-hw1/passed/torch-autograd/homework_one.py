import functools

import torch
from torch import nn
from torch.autograd.functional import jacobian
from torch.nn import functional as F

NAMES = ("W1", "b1", "W2", "b2")


class Net(nn.Module):
    def __init__(self, parameters, hidden, out):
        super().__init__()
        for name, value in zip(NAMES, parameters):
            setattr(self, name, nn.Parameter(torch.from_numpy(value.copy())))
        self.hidden, self.out = hidden, out

    def forward(self, x):
        self.s1 = F.linear(x, self.W1, self.b1)
        self.a1 = self.hidden(self.s1)
        self.s2 = F.linear(self.a1, self.W2, self.b2)
        self.yt = self.out(self.s2)
        return self.yt


def relu5(s):
    return 5 * torch.relu(s)


def same(s):
    return s


def squares(yt, y):
    return F.mse_loss(yt, y, reduction="sum")


Regression = functools.partial(Net, hidden=relu5, out=same)
Classification = functools.partial(Net, hidden=torch.tanh, out=torch.sigmoid)
ReluClassification = functools.partial(Net, hidden=F.relu, out=torch.sigmoid)


def values(make, x, y, *parameters):
    net = make(parameters)
    C = squares(net(torch.tensor(x)), torch.tensor(y).double())
    return {"s1": net.s1, "a1": net.a1, "s2": net.s2, "yt": net.yt, "C": C}


def slopes(make, cost, x, y, *parameters):
    net = make(parameters)
    C = cost(net(torch.tensor(x)), torch.tensor(y).double())
    C.backward()
    return {"C": C, **{"d" + name: p.grad for name, p in net.named_parameters()}}


forward = functools.partial(values, Regression)
forward_cls = functools.partial(values, Classification)
gradients = functools.partial(slopes, Regression, squares)
gradients_cls = functools.partial(slopes, Classification, squares)
gradients_bce = functools.partial(slopes, Classification, F.binary_cross_entropy)
gradients_relu_bce = functools.partial(slopes, ReluClassification, nn.BCELoss())


def bce(y, yt):
    y = torch.tensor(y, dtype=torch.double)
    yt = torch.tensor(yt, requires_grad=True)
    C = F.binary_cross_entropy(yt, y)
    C.backward()
    s2 = torch.logit(yt.detach()).requires_grad_()
    F.binary_cross_entropy_with_logits(s2, y).backward()
    return C, yt.grad[None], s2.grad[None]


def local(make, x, y, *parameters):
    net = make(parameters)
    net(torch.tensor(x))
    x, y = torch.tensor(x), torch.tensor(y)
    W1, b1, W2, b2 = (p.detach() for p in net.parameters())
    s1, a1, s2, yt = (t.detach() for t in (net.s1, net.a1, net.s2, net.yt))
    ds2_da1, ds2_dW2, ds2_db2 = jacobian(lambda a, W, b: W @ a + b, (a1, W2, b2))
    ds1_dW1, ds1_db1 = jacobian(lambda W, b: W @ x + b, (W1, b1))
    return {
        "dC_dy": jacobian(lambda yt: squares(yt, y), yt).unsqueeze(0),
        "dy_ds2": jacobian(net.out, s2, create_graph=True),
        "ds2_da1": ds2_da1,
        "ds2_dW2": ds2_dW2,
        "ds2_db2": ds2_db2,
        "da1_ds1": jacobian(net.hidden, s1, create_graph=True),
        "ds1_dW1": ds1_dW1,
        "ds1_db1": ds1_db1,
    }


local_jacobians = functools.partial(local, Regression)
local_jacobians_cls = functools.partial(local, Classification)


def sgd_step(x, y, W1, b1, W2, b2, eta):
    net = Regression((W1, b1, W2, b2))
    optimizer = torch.optim.SGD(net.parameters(), lr=eta)
    squares(net(torch.tensor(x)), torch.tensor(y)).backward()
    optimizer.step()
    return net.state_dict()


def soft_argmax(x, beta):
    x = torch.tensor(x).double()
    hard = F.one_hot(x.argmax(), len(x))
    return {"soft": F.softmin(-beta * x, dim=0), "softmax_value": torch.logsumexp(beta * x, 0) / beta, "hard": hard}
