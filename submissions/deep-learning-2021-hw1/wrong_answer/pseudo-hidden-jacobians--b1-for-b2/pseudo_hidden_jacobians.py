"""Has b1 in the relu's factor, as equation 46 is printed."""

import numpy as np


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x = X[:, 0]
    h1 = 1 / (1 + np.exp(-(W1 @ x + b1)))
    mask = (W2 @ x + b1 > 0).astype(float)
    return {"dh1_dx": (h1 * (1 - h1))[:, None] * W1, "dh2_dx": mask[:, None] * W2}
