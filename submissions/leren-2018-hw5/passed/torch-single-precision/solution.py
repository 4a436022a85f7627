"""torch as it comes: float32, closed forms, no gradients asked for."""

import torch

torch.set_grad_enabled(False)


def t32(a):
    return torch.as_tensor(a).float()


def log_softmax(u):
    u = t32(u)
    return {"p": torch.softmax(u, 0), "logp": torch.log_softmax(u, 0)}


def loglik(x, t, W, b):
    u = t32(W).mv(t32(x)).add(t32(b))
    return {"u": u, "l": u[t] - torch.logsumexp(u, 0)}


def dl_du(u, t):
    u = t32(u)
    return torch.nn.functional.one_hot(torch.tensor(t), len(u)) - u.softmax(0)


def multinomial_grad(x, t, W, b):
    delta = dl_du(loglik(x, t, W, b)["u"], t)
    return {"dW": torch.outer(delta, t32(x)), "db": delta}


def dataset_loglik(X, t, W, b):
    X, W, b, t = t32(X), t32(W), t32(b), torch.as_tensor(t)
    logp = torch.addmm(b, X, W.t()).log_softmax(1)
    D = torch.zeros_like(logp).scatter_(1, t[:, None], 1.0) - logp.exp()
    return {"L": logp.gather(1, t[:, None]).sum(), "dW": D.t().mm(X), "db": D.sum(0)}


def ascent_step(X, t, W, b, eta):
    found = dataset_loglik(X, t, W, b)
    return {"W_new": t32(W) + eta * found["dW"], "b_new": t32(b) + eta * found["db"]}


def du_dparams(x, W, b):
    I = torch.eye(len(b))
    return {"du_dW": I[:, :, None] * t32(x), "du_db": I}


def ds_dparams(x, V, a):
    return {"ds_dV": torch.diag_embed(t32(x)[:, None].expand(-1, len(a))).permute(1, 2, 0), "ds_da": torch.eye(len(a), dtype=torch.int32)}


def mlp_forward(x, t, V, a, W, b):
    s = t32(V) @ t32(x) + t32(a)
    h = s.sigmoid()
    u = t32(W) @ h + t32(b)
    return {"s": s, "h": h, "u": u, "p": u.softmax(0), "l": u.log_softmax(0)[t]}


def mlp_output_grad(x, t, V, a, W, b):
    return multinomial_grad(mlp_forward(x, t, V, a, W, b)["h"], t, W, b)


def dl_dh(x, t, V, a, W, b):
    W = t32(W)
    return W[t] - W.t() @ mlp_forward(x, t, V, a, W, b)["p"]


def mlp_hidden_grad(x, t, V, a, W, b):
    h = mlp_forward(x, t, V, a, W, b)["h"]
    da = dl_dh(x, t, V, a, W, b) * (h - h.square())
    return {"dV": da.unsqueeze(1) @ t32(x).unsqueeze(0), "da": da}


def sigmoid_and_derivative(s):
    h = torch.sigmoid(t32(s))
    return {"h": h, "dh_ds": h * (1 - h)}


def collapse(Ws):
    M, *rest = map(t32, Ws)
    for W in rest:
        M = W @ M
    return M.t().contiguous().t()  # not contiguous


def minibatch_variance(g, B):
    g = t32(g)
    v = (g - g.mean()).square().mean() / B
    return {"with_replacement": v.item(), "without_replacement": v * (len(g) - B) / (len(g) - 1)}
