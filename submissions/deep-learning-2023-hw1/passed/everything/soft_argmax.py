import numpy as np


def soft_argmax(x, beta):
    order = np.argsort(x)
    largest = x[order[-1]]
    gaps = np.exp(-beta * (largest - x))
    hard = np.zeros(len(x), dtype=int)
    hard[order[-1]] = 1
    return {
        "soft": gaps / sum(gaps),
        "softmax_value": largest + np.log(sum(gaps)) / beta,
        "hard": hard,
    }
