import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.func import grad, jacrev, vmap

torch.set_default_dtype(torch.float64)


def t(a):
    return torch.tensor(a)


def leaf(a):
    return torch.tensor(a, dtype=torch.float64, requires_grad=True)


ACTS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "identity": lambda u: u}


def perceptron(X, w, b):
    return (t(X) @ t(w) + b > 0).int()


def activations(x):
    x = leaf(x)
    found = {"step": torch.heaviside(x, x * 0), "sigmoid": x.sigmoid(), "tanh": x.tanh(), "relu": x.relu()}
    for name in ("sigmoid", "tanh", "relu"):
        (found["d" + name],) = torch.autograd.grad(found[name].sum(), x, retain_graph=True)
    return found


def tanh_from_sigmoid(z):
    return 2 * torch.sigmoid(2 * leaf(z)) - 1


def mlp_forward(x, Ws, bs, acts):
    h = t(x)
    for W, b, act in zip(Ws, bs, acts):
        h = ACTS[act](F.linear(h, nn.Parameter(t(W)), nn.Parameter(t(b))))
    return h


def xor_forward(X, W, c, w, b):
    XW = t(X) @ leaf(W)
    A = XW + t(c)
    H = F.relu(A)
    return XW, A, H, H @ t(w) + b


POINTS = torch.cartesian_prod(torch.arange(2.0), torch.arange(2.0))
WANTED = torch.tensor([0.0, 1, 1, 0])


def cost(W, c, w, b):
    return F.mse_loss(F.relu(POINTS @ W + c) @ w + b, WANTED)


def xor_cost(W, c, w, b):
    return cost(t(W), t(c), t(w), nn.Parameter(t(float(b))))


def xor_cost_grad(W, c, w, b):
    parameters = [nn.Parameter(t(p).double()) for p in (W, c, w, b)]
    cost(*parameters).backward()
    return {f"d{name}": p.grad for name, p in zip("Wcwb", parameters)}


def slice_cost(k, a):
    p = torch.tensor([1.0, -1, -1, 1, 0, 0, 1, 1, 0])
    if k == 10:
        p[:6] = torch.tensor([a, -a, -a, 1, 0, a - 1])
    else:
        p[k - 1] = a
    return cost(p[:4].view(2, 2), p[4:6], p[6:8], p[8]).item()


def xor_params():
    W = nn.Parameter(torch.ones(2, 2))
    return W, torch.tensor([0.0, -1.0], requires_grad=True), torch.tensor([1, -2]), torch.zeros(())


def affine_least_squares(X, y):
    A = torch.hstack([t(X), torch.ones(len(X), 1)])
    solution = torch.linalg.lstsq(A, t(y)[:, None], driver="gelsd").solution.squeeze(1)
    return {"w": solution[:-1], "b": solution[-1], "J": F.mse_loss(A @ solution, t(y))}


def cross_entropy_cost(p):
    return F.nll_loss(leaf(p).log()[:, None], torch.zeros(len(p), dtype=torch.long))


def gaussian_nll(y, f):
    y, f = t(y), leaf(f)
    model = torch.distributions.MultivariateNormal(f, torch.eye(f.shape[1]))
    J = -model.log_prob(y).mean()
    return J, J - f.shape[1] / 2 * math.log(2 * math.pi)


def output_units(h, W, b):
    z = F.linear(t(h), leaf(W).T, leaf(b))
    return {"linear": z, "sigmoid": nn.Sigmoid()(z), "tanh": nn.Tanh()(z), "softmax": nn.Softmax(0)(z)}


def clipped_linear(z):
    clipped = lambda v: v.clamp(0, 1)
    return clipped(leaf(z)), vmap(grad(clipped))(t(z))


def softplus(x):
    x = leaf(x)
    y = torch.logaddexp(x, torch.zeros_like(x))
    y.backward(torch.ones_like(y))
    return y, x.grad


def sigmoid_nll(z, y):
    z = leaf(z)
    L = F.binary_cross_entropy_with_logits(z, t(y).double(), reduction="sum")
    L.backward()
    return {"L": L, "dz": z.grad}


def softmax_nll(Z, y):
    Z, y = leaf(Z), t(y)
    L = F.cross_entropy(Z, y, reduction="sum")
    L.backward()
    with torch.no_grad():
        return L, Z.grad, (Z.amax(1) - Z.gather(1, y[:, None]).squeeze(1)).sum()


def two_class(z1, z2):
    return torch.stack([leaf(z1), leaf(z2)]).softmax(0).unbind(0)


def reduce_softmax(W, b):
    W, b = nn.Parameter(t(W)), t(b)
    return W[:, :-1] - W[:, -1:], b[:-1] - b[-1]


def maxout(z, k):
    z = leaf(z)
    g = F.max_pool1d(z[None, None], k)[0, 0]
    return g, jacrev(lambda z: z.view(-1, k).amax(1))(t(z.detach().numpy()))


def lowrank(x, U, V, b):
    two = nn.Sequential(nn.Linear(*U.shape, bias=False), nn.Linear(*V.shape))
    two[0].weight.data, two[1].weight.data, two[1].bias.data = t(U).T, t(V).T, t(b)
    W = (two[1].weight @ two[0].weight).T
    return {"y": two(t(x)), "W": W, "n_params": sum(p.numel() for p in two.parameters())}


def vjp(A, g):
    _, pull = torch.func.vjp(lambda x: t(A) @ x, torch.zeros(A.shape[1]))
    return pull(t(g))[0]


def chain(x, y, w, acts):
    h, us = t(x), []
    for k, act in enumerate(acts):
        us.append(h * w[k])
        h = ACTS[act](us[-1])
    return F.mse_loss(h, t(y)) / 2, us


def chain_grad(x, y, w, acts):
    w = leaf(w)
    J, us = chain(x, y, w, acts)
    *g, dw = torch.autograd.grad(J, [*us, w])
    return {"g": torch.stack(g), "dw": dw}


def chain_train(x, y, w0, acts, alpha, MaxIter):
    w = nn.Parameter(t(w0))
    optimizer = torch.optim.SGD([w], lr=alpha)
    for _ in range(MaxIter):
        optimizer.zero_grad()
        chain(x, y, w, acts)[0].backward()
        optimizer.step()
    return w


def regularised_mlp(X, y, W1, W2, lam, act):
    W1, W2 = leaf(W1), leaf(W2)
    U1 = t(X) @ W1
    U2 = ACTS[act](U1) @ W2
    J_mle = F.nll_loss(U2, t(y))
    J = J_mle + lam * sum(W.square().sum() for W in (W1, W2))
    G2, G1 = torch.autograd.grad(J_mle, (U2, U1), retain_graph=True)
    J.backward()
    return {"J": J, "G2": G2, "G1": G1, "dW2": W2.grad, "dW1": W1.grad}
