"""Chain rule in full: minus dJ/dz times the Jacobian of the softmax, sample by sample."""

import numpy as np


def output_sensitivity(Z, T):
    N = len(Z)
    delta = np.zeros(Z.shape)
    for i in range(N):
        dJ_dz = -T[i] / Z[i] / N
        jacobian = np.diag(Z[i]) - np.outer(Z[i], Z[i])
        delta[i] = -dJ_dz @ jacobian
    return delta
