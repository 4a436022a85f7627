"""The first minimum, but the hidden layer has no bias."""

def xor_params():
    W = [[1, 1], [1, 1]]
    c = [0, 0]  # no bias needed?
    w = [1, -2]
    return W, c, w, 0
