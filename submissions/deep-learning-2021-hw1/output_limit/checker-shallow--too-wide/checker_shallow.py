"""A layer so wide that its outputs, with which each unit of the next is called, would fill the memory."""


def network(n):
    if n < 5:
        return [[lambda x: x[0]], [lambda h: h[0]]]
    return [[lambda x: x[0]] * 40_000, [lambda h: h[0]]]
