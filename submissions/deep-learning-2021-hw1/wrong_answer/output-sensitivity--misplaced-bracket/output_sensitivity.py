"""The lines before equation 7 as they are printed: 1/N stands at the one-hot vector."""


def output_sensitivity(Z, T):
    N = Z.shape[0]
    return (1 / N) * T - Z
