"""With the standard library."""

import math


def cross_entropy_cost(p):
    total = 0.0
    for value in p:
        total += math.log(value)
    return -total / len(p)
