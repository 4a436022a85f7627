"""Classes counted from 1, as the document does."""

import numpy as np


def loglik(x, t, W, b):
    u = W @ x + b
    logp = u - u.max() - np.log(np.exp(u - u.max()).sum())
    return {"u": u, "l": logp[t - 1]}
