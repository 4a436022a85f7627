import numpy as np


def soft_argmax(x, beta):
    z = beta * x - np.max(beta * x)
    soft = []
    for i in range(len(x)):
        total = 0
        for i in range(len(x)):
            total += np.exp(z[i])
        soft.append(np.exp(z[i]) / total)
    hard = [int(v == max(x)) for v in x]
    return {"soft": soft, "softmax_value": np.max(x) + np.log(total) / beta, "hard": hard}
