"""Entry by entry: z_a (delta_ab - z_b)."""

import numpy as np


def softmax_jacobian(z):
    c = len(z)
    Jz = np.zeros((c, c))
    for a in range(c):
        for b in range(c):
            Jz[a, b] = z[a] * ((1.0 if a == b else 0.0) - z[b])
    return Jz
