"""One hidden unit for each binary digit of each coordinate."""


def digit(i, k):
    return lambda rows: [1 - 2 * (int(2 * v) >> k & 1) for v in rows[i]]


def product(rows):
    result = [1] * len(rows[0])
    for row in rows:
        result = [a * b for a, b in zip(result, row)]
    return result


def network(n):
    return [[digit(i, k) for i in (0, 1) for k in range(n + 1)], [product]]
