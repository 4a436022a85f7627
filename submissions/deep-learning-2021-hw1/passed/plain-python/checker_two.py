def each(f):
    return lambda rows: [f(*point) for point in zip(*rows)]


def network():
    first = [each(lambda x1, x2: x1 - 1), each(lambda x1, x2: x2 - 1)]
    second = [each(lambda a, b: abs(a) - 0.5), each(lambda a, b: abs(b) - 0.5)]
    return first, second, [each(lambda a, b: a * b)]
