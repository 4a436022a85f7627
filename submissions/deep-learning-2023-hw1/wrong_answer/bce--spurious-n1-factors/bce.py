import numpy as np


def bce(y, yt):
    K = len(y)
    N_1 = np.sum(y)
    C = -np.mean(y * np.log(yt) + (1 - y) * np.log(1 - yt))
    dC_dy = np.where(y == 1, -N_1 / (K * yt), (K - N_1) / (K * (1 - yt)))
    return {"C": C, "dC_dy": dC_dy.reshape(1, K), "dC_ds2": ((yt - y) / K).reshape(1, K)}
