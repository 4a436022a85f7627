import math


def hinge_loss(o, y, C):
    biggest = max(o)
    weights = [math.exp(value - biggest) for value in o]
    total = sum(weights)
    p = [w / total for w in weights]
    loss = 0.0
    for k in range(len(p)):
        if k == y:
            continue
        margin = p[y] - p[k]
        if margin < C:
            loss += C - margin
    return loss
