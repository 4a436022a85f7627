"""Success: a value nested without end, returned as any other."""


def attack(a):
    x = []
    x.append(x)
    d = {}
    d["d"] = d
    return [x, d]
