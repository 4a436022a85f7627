import numpy as np

network = lambda: [
    [lambda x: np.cos(np.pi * x[0]), lambda x: np.cos(np.pi * x[1])],
    [lambda h: h[0] * h[1], lambda h: h.sum(0)],
    [lambda h: np.einsum("i,ip->p", [1, 0], h)],
]
