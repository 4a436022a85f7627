import numpy as np
from numpy import einsum, exp, eye, log, newaxis, tanh

lse = np.logaddexp.reduce
hot = lambda t, C: eye(C)[t]
soft = lambda u: exp(u - lse(u, axis=-1, keepdims=True))
sigma = lambda s: (1 + tanh(s / 2)) / 2

log_softmax = lambda u: dict(logp=u - lse(u), p=soft(u))
loglik = lambda x, t, W, b: (einsum("jd,d->j", W, x) + b, -log(exp((W - W[t]) @ x + b - b[t]).sum()))
dl_du = lambda u, t: hot(t, len(u)) - soft(u)
multinomial_grad = lambda x, t, W, b: (einsum("j,d->jd", dl_du(W @ x + b, t), x), dl_du(W @ x + b, t))
mlp_output_grad = lambda x, t, V, a, W, b: multinomial_grad(sigma(V @ x + a), t, W, b)
du_dparams = lambda x, W, b: (einsum("ij,d->jid", eye(b.size), x), eye(b.size))
ds_dparams = lambda x, V, a: (np.kron(eye(a.size), x).reshape(a.size, a.size, -1), eye(*[a.size] * 2))
collapse = lambda Ws: np.linalg.multi_dot(Ws[::-1])
sigmoid_and_derivative = lambda s: {"h": sigma(s), "dh_ds": sigma(s) * sigma(-s)}


def dataset_loglik(X, t, W, b):
    U = einsum("nd,jd->nj", X, W) + b[newaxis]
    D = hot(t, b.size) - soft(U)
    return np.take_along_axis(U, t[:, newaxis], 1).sum() - lse(U, 1).sum(), D.T @ X, D.sum(0)


def ascent_step(X, t, W, b, eta):
    """With the biases as one more column of the weights."""
    A, X1 = np.c_[W, b], np.insert(X, X.shape[1], 1, axis=1)
    A = A + eta * einsum("nj,nd->jd", hot(t, b.size) - soft(X1 @ A.T), X1)
    return A[:, :-1], A[:, -1]  # views


def mlp_forward(x, t, V, a, W, b):
    u = einsum("jk,k->j", W, sigma(V @ x + a)) + b
    return dict(s=V @ x + a, h=sigma(V @ x + a), u=u, p=soft(u), l=(u - lse(u))[t])


def dl_dh(x, t, V, a, W, b):
    return einsum("j,jk", hot(t, b.size) - soft(W @ sigma(V @ x + a) + b), W)


def mlp_hidden_grad(x, t, V, a, W, b):
    da = dl_dh(x, t, V, a, W, b) / (2 + 2 * np.cosh(V @ x + a))
    return da[:, newaxis] * x, da


def minibatch_variance(g, B):
    squares = np.square(g[:, newaxis] - g).sum() / 2  # sum over pairs: N² times the variance
    n = g.size
    return squares / n**2 / B, squares / n**2 / B * (n - B) / (n - 1)
