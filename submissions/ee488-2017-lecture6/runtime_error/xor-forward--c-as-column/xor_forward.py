"""c is added as the column that the document prints."""

import numpy as np


def xor_forward(X, W, c, w, b):
    XW = X @ W
    A = XW + c[:, None]
    H = np.maximum(A, 0)
    return {"XW": XW, "A": A, "H": H, "y": H @ w + b}
