"""The gradient by the logits, with its own sign."""


def output_sensitivity(Z, T):
    return (Z - T) / Z.shape[0]
