"""Parameters as text."""

def xor_params():
    return "[[1, 1], [1, 1]]", "[0, -1]", "[1, -2]", "0"
