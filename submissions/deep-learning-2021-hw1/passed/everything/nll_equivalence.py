"""Both from their definitions; how they are related comes out."""

import math


def nll(Z, y):
    logs = [math.log(row[label]) for row, label in zip(Z.tolist(), y.tolist())]
    total = -math.fsum(logs)
    J = total / len(logs)
    return dict(nll=total, J=J, ratio=total / J)
