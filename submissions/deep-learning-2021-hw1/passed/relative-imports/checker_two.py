from .checker_deep import network as deep


def network():
    """The deep one for n = 1 has a layer for each of two digits."""
    return deep(1)
