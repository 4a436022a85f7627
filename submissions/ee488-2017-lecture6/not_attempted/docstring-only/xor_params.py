"""A plan and no code."""

def xor_params():
    """First minimum of the lecture: W = ones, c = (0, -1), w = (1, -2), b = 0."""
