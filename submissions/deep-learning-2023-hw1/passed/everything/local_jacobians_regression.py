"""Entry by entry, as the definition of each derivative says."""

import numpy as np


def local_jacobians(x, y, W1, b1, W2, b2):
    N, D, K = len(x), len(b1), len(b2)
    s1 = [sum(W1[i, n] * x[n] for n in range(N)) + b1[i] for i in range(D)]
    a1 = [5 * s if s > 0 else 0.0 for s in s1]
    yt = [sum(W2[k, d] * a1[d] for d in range(D)) + b2[k] for k in range(K)]

    dC_dy = np.zeros((1, K))
    dy_ds2 = np.zeros((K, K))
    ds2_da1 = np.zeros((K, D))
    ds2_dW2 = np.zeros((K, K, D))
    ds2_db2 = np.zeros((K, K))
    for k in range(K):
        dC_dy[0, k] = 2 * (yt[k] - y[k])
        dy_ds2[k, k] = 1
        ds2_db2[k, k] = 1
        for d in range(D):
            ds2_da1[k, d] = W2[k, d]
            ds2_dW2[k, k, d] = a1[d]

    da1_ds1 = np.zeros((D, D))
    ds1_dW1 = np.zeros((D, D, N))
    ds1_db1 = np.zeros((D, D))
    for d in range(D):
        da1_ds1[d, d] = 5 if s1[d] > 0 else 0
        ds1_db1[d, d] = 1
        for n in range(N):
            ds1_dW1[d, d, n] = x[n]

    return {
        "dC_dy": dC_dy,
        "dy_ds2": dy_ds2,
        "ds2_da1": ds2_da1,
        "ds2_dW2": ds2_dW2,
        "ds2_db2": ds2_db2,
        "da1_ds1": da1_ds1,
        "ds1_dW1": ds1_dW1,
        "ds1_db1": ds1_db1,
    }
