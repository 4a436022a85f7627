"""An integer that fits no array."""

def xor_params():
    return [[10**400, 1], [1, 1]], [0, -1], [1, -2], 0
