import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian

torch.set_default_dtype(torch.float64)

ACT = {
    "relu": F.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": torch.nn.Identity(),
}


def leaf(a):
    return torch.tensor(a, requires_grad=True)


def keep(t):
    t.retain_grad()
    return t


def backprop3(X, W1, W2, W3, Y_gt, acts):
    X, Y_gt = torch.from_numpy(X), torch.from_numpy(Y_gt)
    W1, W2, W3 = map(leaf, (W1, W2, W3))
    S1 = keep(W1 @ X)
    S2 = keep(W2 @ ACT[acts[0]](S1))
    Z2 = keep(ACT[acts[1]](S2) * 1)
    S3 = keep(W3 @ Z2)
    Y = keep(ACT[acts[2]](S3) * 1)
    L = (Y - Y_gt).pow(2).sum() / 2
    L.backward()
    return {
        "L": L,
        "Y": Y,
        "dL_dY": Y.grad,
        "D3": S3.grad,
        "D2": S2.grad,
        "D1": S1.grad,
        "dZ2": Z2.grad,
        "dW3": W3.grad,
        "dW2": W2.grad,
        "dW1": W1.grad,
    }


def dS_dW(W3, Z2):
    return jacobian(lambda W: W @ torch.as_tensor(Z2), torch.as_tensor(W3))


def network(X, W1, W2, y):
    S1 = W1 @ X
    Z1 = S1.relu()
    Y = W2 @ Z1
    return S1, Z1, Y, 0.5 * F.mse_loss(Y, y, reduction="sum") / X.shape[1]


def forward(X, W1, W2, y):
    W1, W2 = torch.nn.Parameter(torch.tensor(W1)), torch.nn.Parameter(torch.tensor(W2))
    S1, Z1, Y, L = network(torch.tensor(X), W1, W2, torch.tensor(y))
    return dict(S1=S1, Z1=Z1, S2=Y, Y=Y, L=L)  # all of them still require grad


def backward(X, W1, W2, y):
    W1, W2 = leaf(W1), leaf(W2)
    S1, Z1, Y, L = network(torch.tensor(X), W1, W2, torch.tensor(y))
    return torch.autograd.grad(L, (Y, S1, W2, W1), create_graph=True)


def worked_example(X, W1, W2, y):
    answers = forward(X, W1, W2, y)
    del answers["S2"]
    answers |= zip(("D_out", "D1", "dW2", "dW1"), backward(X, W1, W2, y))
    return answers


def sgd_step(X, W1, W2, y, lr):
    X, y, W1, W2 = torch.tensor(X), torch.tensor(y), leaf(W1), leaf(W2)
    optimizer = torch.optim.SGD([W1, W2], lr=lr)
    network(X, W1, W2, y)[-1].backward()
    optimizer.step()
    return W1, W2, network(X, W1, W2, y)[-1]


def loss(o, y, C):
    p = o.softmax(0)
    others = torch.arange(len(o)) != y
    return (p[others] - p[y] + C).clamp(min=0).sum()


def hinge_loss(o, y, C):
    with torch.no_grad():
        return loss(torch.tensor(o), y, C)


def term_jacobian(o, y):
    return torch.func.jacrev(lambda o: F.softmax(o, -1) - F.softmax(o, -1)[y])(torch.tensor(o))


def hinge_grad(o, y, C):
    return torch.func.grad(loss)(torch.tensor(o), y, C)


def deep_backprop(X, Ws, acts, Y_gt):
    layers = []
    for W, name in zip(Ws, acts):
        linear = torch.nn.Linear(*W.shape[::-1], bias=False)
        linear.weight.data = torch.tensor(W)
        layers += [linear, ACT[name] if name == "identity" else getattr(torch.nn, {"relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid"}[name])()]
    net = torch.nn.Sequential(*layers)
    ((net(torch.tensor(X).T) - torch.tensor(Y_gt).T) ** 2).sum().div(2).backward()
    return [p.grad for p in net.parameters()]
