"""Nothing yet."""

def xor_params():
    pass
