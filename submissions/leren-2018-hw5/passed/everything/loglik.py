"""One class after the other, in plain Python."""

import math


def loglik(x, t, W, b):
    u = []
    for w_j, b_j in zip(W, b):
        u.append(sum(float(w) * float(v) for w, v in zip(w_j, x)) + float(b_j))
    top = max(u)
    total = math.fsum(math.exp(score - top) for score in u)
    return {"u": u, "l": u[t] - top - math.log(total)}
