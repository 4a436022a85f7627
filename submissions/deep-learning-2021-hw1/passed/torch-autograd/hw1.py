import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd import grad


def tensor(a, learn=False) -> Tensor:
    return torch.tensor(a, dtype=torch.float64, requires_grad=learn)


def one_hot(y, c):
    return F.one_hot(torch.tensor(y), num_classes=c)


def cross_entropy(Z, T):
    return -(tensor(T) * tensor(Z, True).log()).sum() / len(Z)


def softmax_rows(net):
    return nn.Softmax(dim=1)(tensor(net, True))


def softmax_jacobian(z):
    return torch.func.jacfwd(lambda net: torch.softmax(net, 0))(tensor(z).log())


def dJ_dZ(Z, T):
    Z = tensor(Z, True)
    (-(tensor(T) * Z.log()).sum(1).mean()).backward()
    return Z.grad


def output_sensitivity(Z, T):
    net = torch.autograd.Variable(tensor(Z).log(), requires_grad=True)
    F.cross_entropy(net, tensor(T)).backward()
    return -net.grad


def nll(Z, y):
    logs = tensor(Z, True).log()
    y = torch.as_tensor(y)
    total, J = F.nll_loss(logs, y, reduction="sum"), F.nll_loss(logs, y)
    return {"nll": total, "J": J, "ratio": total / J}


class TwoLayers(nn.Module):
    def __init__(self, w_ih, w_ho, hidden):
        super().__init__()
        self.w_ih, self.w_ho = nn.Parameter(tensor(w_ih)), nn.Parameter(tensor(w_ho))
        self.hidden = hidden

    def forward(self, X):
        self.hidden_net = X @ self.w_ih.T
        self.Yh = self.hidden(self.hidden_net)
        return self.Yh @ self.w_ho.T


def softmax(s):
    return s.softmax(-1)


def forward(X, w_ih, w_ho, y):
    model = TwoLayers(w_ih, w_ho, softmax)
    net = model(tensor(X))
    return [model.Yh, softmax(net), F.cross_entropy(net, torch.tensor(y))]


def grad_hidden_output(Yh, w, y):
    w = tensor(w, True)
    return grad(F.cross_entropy(tensor(Yh) @ w.mT, torch.tensor(y)), w)[0]


def hidden_gradients(hidden):
    def function(X, w_ih, w_ho, y):
        model = TwoLayers(w_ih, w_ho, hidden)
        J = F.cross_entropy(model(tensor(X)), torch.tensor(y))
        delta, dw = grad(J, (model.hidden_net, model.w_ih))
        return {"delta_h": -delta, "dw_ih": dw}

    return function


grad_input_hidden = hidden_gradients(softmax)
grad_input_hidden_sigmoid = hidden_gradients(torch.sigmoid)


def parity(k):
    count = torch.zeros_like(k)
    while k.any():
        count += k & 1
        k = k >> 1
    return 1 - 2 * (count % 2)


def region_sign(x1, x2):
    return parity((2 * torch.tensor(x1)).long()) * parity((2 * torch.tensor(x2)).long())


def sign_grid(n):
    s = parity(torch.arange(2 ** (n + 1)))
    return torch.outer(s, s)


def f11(x):
    return torch.sin(2 * torch.pi * torch.tensor(x))


f12 = f11


def g(u, v):
    u, v = torch.tensor(u, requires_grad=True), torch.tensor(v)
    return u * v


def unit_count(n):
    return torch.tensor(3 * n + 5)


def checker_hidden(x1, x2, n):
    h = [torch.stack([tensor(x1), tensor(x2)]) - 2.0 ** (n - 1)]
    third = []
    for i in range(1, n + 1):
        third.append(h[-1].prod(0) * (third[-1] if third else 1))
        h.append(h[-1] - torch.sgn(h[-1]) * 2.0 ** (n - i - 1))
    H = torch.stack(h)
    return H[:, 0], H[:, 1], torch.stack(third), H[-1].prod(0) * third[-1]


def siamese(x1, x2, W, b, lam):
    W, b = tensor(W, True), tensor(b, True)
    h1, h2 = (torch.sigmoid(F.linear(tensor(x), W, b)) for x in (x1, x2))
    return {"h1": h1, "h2": h2, "J": (h1 - h2).norm() ** 2 / 2 + lam / 2 * W.norm() ** 2}


def siamese_grad(x1, x2, W, b, lam):
    layer = nn.Linear(len(x1), len(b), dtype=torch.float64)
    layer.load_state_dict({"weight": tensor(W), "bias": tensor(b)})
    h1, h2 = layer(tensor(x1)).sigmoid(), layer(tensor(x2)).sigmoid()
    J = 0.5 * (h1 - h2).pow(2).sum() + 0.5 * lam * layer.weight.pow(2).sum()
    J.backward()
    return {"dW": layer.weight.grad, "db": layer.bias.grad}


def siamese_step(x1, x2, W, b, lam, alpha):
    W, b = tensor(W, True), tensor(b, True)
    e = torch.sigmoid(W @ tensor(x1) + b) - torch.sigmoid(W @ tensor(x2) + b)
    J = e @ e / 2 + lam / 2 * (W * W).sum()
    J.backward()
    with torch.no_grad():
        W -= alpha * W.grad  # not the argument: tensor made a copy
        b -= alpha * b.grad
    return W, b


def param_count(m, n):
    return sum(p.numel() for p in nn.Linear(n, m).parameters())


def pseudo(X, Y, W1, b1, W2, b2, W3, b3):
    leaves = {"X": X, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}
    t = {name: tensor(value, True) for name, value in leaves.items()}
    t["h1"] = torch.sigmoid(t["W1"] @ t["X"] + t["b1"][:, None])
    t["h2"] = torch.relu(t["W2"] @ t["X"] + t["b2"][:, None])
    net = t["W3"] @ (t["h1"] + t["h2"]) + t["b3"][:, None]
    t["Yhat"] = net.softmax(0)
    t["J"] = F.cross_entropy(net.T, tensor(Y).T)
    return t


def pseudo_forward(*arguments):
    t = pseudo(*arguments)
    return {name: t[name] for name in ("h1", "h2", "Yhat", "J")}


def pseudo_grad_h(*arguments):
    t = pseudo(*arguments)
    return grad(t["J"], (t["h1"], t["h2"]))


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x, W1, b1, W2, b2 = map(tensor, (X[:, 0], W1, b1, W2, b2))
    return torch.autograd.functional.jacobian(
        lambda x: (torch.sigmoid(W1 @ x + b1), torch.relu(W2 @ x + b2)), x
    )


def pseudo_grad_x(*arguments):
    t = pseudo(*arguments)
    t["J"].backward()
    return t["X"].grad


def pseudo_grad_weights(*arguments):
    t = pseudo(*arguments)
    t["J"].backward()
    return {"d" + name: t[name].grad for name in ("W1", "b1", "W2", "b2", "W3", "b3")}
