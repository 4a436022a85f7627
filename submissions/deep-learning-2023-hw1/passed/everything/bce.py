import numpy as np


def bce(y, yt):
    K = y.size
    C = 0.0
    dC_dy = np.empty((1, K))
    dC_ds2 = np.empty((1, K))
    for i in range(K):
        if y[i] == 1:
            C -= np.log(yt[i])
            dC_dy[0, i] = -1 / (K * yt[i])
            dC_ds2[0, i] = (yt[i] - 1) / K
        else:
            C -= np.log1p(-yt[i])
            dC_dy[0, i] = 1 / (K * (1 - yt[i]))
            dC_ds2[0, i] = yt[i] / K
    return {"C": C / K, "dC_dy": dC_dy, "dC_ds2": dC_ds2}
