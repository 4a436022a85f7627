"""Complex arrays in a list: JSON has no such numbers."""


def deep_backprop(X, Ws, acts, Y_gt):
    return [W + 1j for W in Ws]
