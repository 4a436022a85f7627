"""The largest score is taken out of the exponentials."""

import numpy as np


def log_softmax(u):
    shifted = u - np.max(u)
    e = np.exp(shifted)
    return {"p": e / e.sum(), "logp": shifted - np.log(e.sum())}
