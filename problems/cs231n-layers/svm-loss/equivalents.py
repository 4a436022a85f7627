"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class class_by_class:
    """The same sums in loops: what a class costs, and which scores it moves."""

    def hinges(x, y):
        costs = np.zeros(x.shape)
        for i, own in enumerate(y):
            for j in range(x.shape[1]):
                if j != own:
                    costs[i, j] = max(0, x[i, j] - x[i, own] + 1)
        return costs

    def dx(hinges, y):
        moved = np.zeros(hinges.shape)
        for i, j in np.argwhere(hinges > 0):
            moved[i, j] += 1 / len(y)
            moved[i, y[i]] -= 1 / len(y)
        return moved


class own_class_costs_1:
    """With the own class counted, each example costs 1 more, which is taken off again."""

    def loss(margins):
        return np.maximum(margins, 0).sum() / len(margins) - 1
