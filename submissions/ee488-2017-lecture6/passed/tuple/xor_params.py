"""Tuples all the way down."""

def xor_params():
    return ((1.0, 1.0), (1.0, 1.0)), (0.0, -1.0), (1.0, -2.0), 0.0
