import numpy as np


def softplus(x):
    y = np.where(x > 5, x, np.logaddexp(0, x))
    return {"y": y, "dy": np.exp(-np.logaddexp(0, -x))}
