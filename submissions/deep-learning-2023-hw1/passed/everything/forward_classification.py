import math


def forward_cls(x, y, W1, b1, W2, b2):
    s1 = [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(W1, b1)]
    a1 = [math.tanh(s) for s in s1]
    s2 = [sum(w * a for w, a in zip(row, a1)) + b for row, b in zip(W2, b2)]
    yt = [1 / (1 + math.exp(-s)) for s in s2]
    C = sum((p - t) ** 2 for p, t in zip(yt, y))
    return {"s1": s1, "a1": a1, "s2": s2, "yt": yt, "C": C}
