import numpy as np
from numpy import einsum


class Module:
    params: dict
    grads: dict

    def __init__(self):
        self.params, self.grads = {}, {}

    def __call__(self, *args):
        return self.forward(*args)


class LinearModule(Module):
    def __init__(self, in_features: int, out_features: int):
        super().__init__()
        self.params["weight"] = np.random.default_rng().normal(0.0, 1e-4, (out_features, in_features))
        self.params["bias"] = np.zeros((1, out_features))
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}

    def forward(self, x):
        self.cache = (x,)
        return einsum("bi,oi->bo", x, self.params["weight"]) + self.params["bias"]

    def backward(self, dout):
        (x,) = self.cache
        self.grads = {"weight": einsum("bo,bi->oi", dout, x), "bias": einsum("bo->o", dout)[None, :]}
        return einsum("bo,oi->bi", dout, self.params["weight"])


class Elementwise(Module):
    def f(self, x):
        raise NotImplementedError

    def df(self, x):
        raise NotImplementedError

    def forward(self, x):
        self.cache = x.copy()
        return self.f(x)

    def backward(self, dout):
        return self.df(self.cache) * dout


class ELUModule(Elementwise):
    def f(self, x):
        return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))

    def df(self, x):
        return np.exp(np.minimum(x, 0))


class ReLUModule(Elementwise):
    def f(self, x):
        return x.clip(min=0)

    def df(self, x):
        return np.heaviside(x, 0)


class SoftMaxModule(Module):
    def forward(self, x):
        m = x.max(-1, keepdims=True)
        self.p = np.exp(x - m - np.log(np.exp(x - m).sum(-1, keepdims=True)))
        return self.p

    def backward(self, dout):
        p = self.p
        eye = np.eye(p.shape[1])
        jac = einsum("bi,ij->bij", p, eye) - einsum("bi,bj->bij", p, p)
        return einsum("bi,bij->bj", dout, jac)


class CrossEntropyModule(Module):
    def forward(self, x, y):
        t = np.eye(x.shape[1])[y]
        return -einsum("bc,bc->", t, np.log(x)) / len(x)

    def backward(self, x, y):
        t = np.eye(x.shape[1])[y]
        return -(t / x) / len(x)


class MLP(Module):
    def __init__(self, n_inputs, n_hidden, n_classes):
        super().__init__()
        dims = [n_inputs, *n_hidden]
        hidden = [(LinearModule(a, b), ELUModule()) for a, b in zip(dims, dims[1:])]
        self.modules = [m for pair in hidden for m in pair] + [LinearModule(dims[-1], n_classes), SoftMaxModule()]

    def forward(self, x):
        for m in self.modules:
            x = m(x)
        return x

    def backward(self, dout):
        for m in self.modules[::-1]:
            dout = m.backward(dout)
        return dout
