"""Push the unit vectors through the stack."""

import numpy as np


def collapse(Ws):
    columns = []
    for unit in np.eye(Ws[0].shape[1]):
        for W in Ws:
            unit = W @ unit
        columns.append(unit)
    return np.array(columns).T
