import math


def siamese_step(x1, x2, W, b, lam, alpha):
    """Unit after unit; everything new goes into new lists."""
    new_weights, new_biases = [], []
    for row, bias in zip(W.tolist(), b.tolist()):
        sides = []
        for x in (x1.tolist(), x2.tolist()):
            z = bias + sum(w * v for w, v in zip(row, x))
            h = 1 / (1 + math.exp(-z))
            sides.append((h, h * (1 - h), x))
        (h1, s1, u), (h2, s2, v) = sides
        d = h1 - h2
        shrink = 1 - alpha * lam
        new_weights.append([shrink * w - alpha * d * (s1 * p - s2 * q) for w, p, q in zip(row, u, v)])
        new_biases.append(bias - alpha * d * (s1 - s2))
    return new_weights, new_biases
