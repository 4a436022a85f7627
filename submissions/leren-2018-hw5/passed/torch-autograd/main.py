"""Every gradient by autograd, in double precision."""

import torch
from torch import nn
from torch.autograd import grad
from torch.autograd.functional import jacobian


def T(a, learn=False):
    return torch.tensor(a, dtype=torch.float64, requires_grad=learn)


def log_softmax(u):
    logp = nn.functional.log_softmax(T(u, True), dim=0)
    return {"p": logp.exp(), "logp": logp}


def loglik(x, t, W, b):
    u = nn.functional.linear(T(x), T(W, True), T(b, True))
    return {"u": u, "l": -nn.functional.cross_entropy(u, torch.tensor(t))}


def dl_du(u, t):
    u = T(u, True)
    u.log_softmax(0)[t].backward()
    return u.grad


def multinomial_grad(x, t, W, b):
    W, b = T(W, True), T(b, True)
    return grad((W @ T(x) + b).log_softmax(-1)[t], (W, b))


def dataset_loglik(X, t, W, b):
    W, b = nn.Parameter(T(W)), nn.Parameter(T(b))
    L = -nn.CrossEntropyLoss(reduction="sum")(T(X) @ W.T + b, torch.as_tensor(t))
    L.backward()
    return {"L": L, "dW": W.grad, "db": b.grad}


def ascent_step(X, t, W, b, eta):
    W, b = T(W, True), T(b, True)
    opt = torch.optim.SGD([W, b], lr=eta, maximize=True)
    (T(X) @ W.T + b).log_softmax(1)[range(len(t)), t].sum().backward()
    opt.step()
    return [W, b]  # leaves that require grad


def du_dparams(x, W, b):
    return jacobian(lambda W, b: W @ T(x) + b, (T(W), T(b)))


def ds_dparams(x, V, a):
    return dict(zip(["ds_dV", "ds_da"], jacobian(lambda V, a: V @ T(x) + a, (T(V), T(a)))))


class Net(nn.Module):
    def __init__(self, V, a, W, b):
        super().__init__()
        self.V, self.a, self.W, self.b = (nn.Parameter(T(p)) for p in (V, a, W, b))

    def forward(self, x, t):
        self.s = self.V @ x + self.a
        self.h = torch.sigmoid(self.s)
        self.u = self.W @ self.h + self.b
        self.l = self.u[t] - self.u.logsumexp(0)
        return self.l


def mlp_forward(x, t, V, a, W, b):
    net = Net(V, a, W, b)
    net(T(x), t)
    return {"s": net.s, "h": net.h, "u": net.u, "p": net.u.softmax(0), "l": net.l}


def mlp_output_grad(x, t, V, a, W, b):
    net = Net(V, a, W, b)
    net(T(x), t).backward()
    return net.W.grad, net.b.grad


def dl_dh(x, t, V, a, W, b):
    net = Net(V, a, W, b)
    return grad(net(T(x), t), net.h)[0]


def mlp_hidden_grad(x, t, V, a, W, b):
    net = Net(V, a, W, b)
    return grad(net(T(x), t), [net.V, net.a])


def sigmoid_and_derivative(s):
    s = T(s, True)
    h = s.sigmoid()
    (dh_ds,) = grad(h.sum(), s, create_graph=True)
    return h, dh_ds


def collapse(Ws):
    return torch.linalg.multi_dot([T(W, True) for W in reversed(Ws)])


def minibatch_variance(g, B):
    g = T(g, True)
    v, n = g.var(unbiased=False), len(g)
    return {"with_replacement": v / B, "without_replacement": g.var() / B * (1 - B / n)}
