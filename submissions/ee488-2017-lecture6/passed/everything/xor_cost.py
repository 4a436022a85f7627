"""Plain Python, four points."""


def relu(s):
    return s if s > 0 else 0


def xor_cost(W, c, w, b):
    total = 0
    for x1 in (0, 1):
        for x2 in (0, 1):
            hidden = [relu(x1 * W[0][j] + x2 * W[1][j] + c[j]) for j in range(2)]
            output = sum(w[j] * hidden[j] for j in range(2)) + b
            total += ((x1 ^ x2) - output) ** 2
    return float(total / 4)
