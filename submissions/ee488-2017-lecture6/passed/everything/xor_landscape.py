"""The closed forms of the slices."""


def r(t):
    return max(0, t)


def slice_cost(k, a):
    if k in (1, 4):
        return ((1 - r(a)) ** 2 + r(a - 1) ** 2) / 4
    if k in (2, 3):
        return (r(a) ** 2 + r(a + 1) ** 2) / 4
    if k in (5, 6):
        return (2 * r(a) ** 2 + r(a - 1) ** 2 + (1 - r(a + 1)) ** 2) / 4
    if k in (7, 8):
        return (1 - a) ** 2 / 4
    if k == 9:
        return a**2
    return (r(a - 1) ** 2 + (1 - abs(a)) ** 2 + (1 - r(a)) ** 2) / 4
