"""A search that ends without an answer: unpacking None fails."""

def search():
    for w1 in (1, 2, 3):
        if w1 - w1 == 1:
            return [[1, 1], [1, 1]], [0, -1], [w1, -w1], 0


def xor_params():
    W, c, w, b = search()
    return W, c, w, b
