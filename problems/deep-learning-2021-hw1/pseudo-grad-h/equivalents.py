"""Other right answers: a class each, its docstring says why it is one."""

import numpy as np


class printed_jacobian:
    """Every row of the softmax Jacobian is that of the true class, as printed: only that row is used."""

    def dnet(Yhat, Y):
        columns = []
        for yhat, y in zip(Yhat.T, Y.T, strict=True):
            m = y.argmax()
            row = yhat[m] * (y - yhat)
            columns.append((-y / yhat) @ np.tile(row, (len(y), 1)))
        return np.array(columns).T / Y.shape[1]
