"""J is the negative log-likelihood, as equation 20 says."""

import numpy as np


def nll(Z, y):
    total = -np.sum(np.log(Z[np.arange(len(y)), y]))
    return {"nll": total, "J": total, "ratio": 1.0}
