"""Tries small whole numbers in nested loops until the four values are right."""

def network(x1, x2, W, c, w, b):
    y = b
    for j in range(2):
        h = x1 * W[0][j] + x2 * W[1][j] + c[j]
        if h > 0:
            y += h * w[j]
    return y


def xor_params():
    small = (-1, 0, 1)
    for p in small:
        for q in small:
            for r in small:
                for s in small:
                    for c2 in small:
                        for w1 in (-2, -1, 1, 2):
                            for w2 in (-2, -1, 1, 2):
                                net = [[p, q], [r, s]], [0, c2], [w1, w2], 0
                                if all(
                                    network(x1, x2, *net) == (x1 ^ x2)
                                    for x1 in (0, 1)
                                    for x2 in (0, 1)
                                ):
                                    return net
    return None
