import numpy as np


def gradients(x, y, W1, b1, W2, b2):
    D, K = len(b1), len(b2)
    s1 = W1 @ x + b1
    a1 = 5 * np.maximum(0, s1)
    yt = W2 @ a1 + b2

    # the local derivatives of (c)
    dC_dy = 2 * (yt - y)[None, :]
    dy_ds2 = np.eye(K)
    ds2_da1 = W2
    ds2_dW2 = np.eye(K)[:, :, None] * a1
    ds2_db2 = np.eye(K)
    da1_ds1 = np.diag(np.where(s1 > 0, 5.0, 0.0))
    ds1_dW1 = np.eye(D)[:, :, None] * x
    ds1_db1 = np.eye(D)

    # put together
    dC_ds2 = dC_dy @ dy_ds2
    dC_ds1 = dC_ds2 @ ds2_da1 @ da1_ds1
    return {
        "dW1": np.tensordot(dC_ds1, ds1_dW1, 1)[0],
        "db1": (dC_ds1 @ ds1_db1)[0],
        "dW2": np.tensordot(dC_ds2, ds2_dW2, 1)[0],
        "db2": (dC_ds2 @ ds2_db2)[0],
    }
