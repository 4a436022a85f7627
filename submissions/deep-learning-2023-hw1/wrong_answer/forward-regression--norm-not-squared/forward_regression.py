import numpy as np


def forward(x, y, W1, b1, W2, b2):
    s1 = W1 @ x + b1
    a1 = 5 * np.maximum(0, s1)
    s2 = W2 @ a1 + b2
    yt = s2
    C = np.linalg.norm(yt - y)  # C = ||yt - y||, as in (b)
    return {"s1": s1, "a1": a1, "s2": s2, "yt": yt, "C": C}
