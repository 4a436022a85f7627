import numpy as np


def forward(x, y, W1, b1, W2, b2, slope=5):
    s1 = W1.dot(x) + b1
    a1 = np.where(s1 > 0, slope * s1, 0.0)
    s2 = W2.dot(a1) + b2
    yt = s2.copy()
    residual = yt - y
    return dict(s1=s1, a1=a1, s2=s2, yt=yt, C=float(residual @ residual))
