"""Every product as an einsum: h hidden, i input, o output, n sample."""

import numpy as np


def worked_example(X, W1, W2, y):
    N = X.shape[-1]
    S1 = np.einsum("hi,in->hn", W1, X)
    Z1 = S1.clip(min=0)
    Y = np.einsum("oh,hn->on", W2, Z1)
    diff = Y - y
    L = np.einsum("on,on->", diff, diff) / N / 2
    D_out = diff / N
    D1 = np.einsum("oh,on,hn->hn", W2, D_out, np.heaviside(S1, 0))
    dW2 = np.einsum("on,hn->oh", D_out, Z1)
    dW1 = np.einsum("hn,in->hi", D1, X)
    return dict(S1=S1, Z1=Z1, Y=Y, L=L, D_out=D_out, D1=D1, dW2=dW2, dW1=dW1)
